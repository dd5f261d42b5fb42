namespace Awoooi.Core.People;

/// <summary>What a person may do; roles add up.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Reads.</summary>
    Monitor = 1,

    /// <summary>Reads, uses the terminal, signs.</summary>
    Sre = 2,

    /// <summary>Signs everything, gives standing orders, pauses, sets modes.</summary>
    Commander = 4,

    /// <summary>People and connections; alone it may neither sign nor command.</summary>
    Admin = 8,
}

/// <summary>Roles as people write them.</summary>
public static class RoleNames
{
    public const string Monitor = "Monitor";
    public const string Sre = "SRE";
    public const string Commander = "Commander";
    public const string Admin = "Admin";

    private static readonly (Roles Role, string Name)[] Known =
        [(Roles.Admin, Admin), (Roles.Commander, Commander), (Roles.Sre, Sre), (Roles.Monitor, Monitor)];

    /// <summary>Names of all roles, the mightiest first.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Name)];

    public static IReadOnlyList<string> Of(Roles roles) => [.. Known.Where(known => roles.HasFlag(known.Role)).Select(known => known.Name)];

    /// <summary>Such as <c>Admin, Commander</c>.</summary>
    public static string Text(Roles roles) => string.Join(", ", Of(roles));

    /// <summary>Reads names separated by commas in any case; false when one is unknown or there is none.</summary>
    public static bool TryParse(string? text, out Roles roles)
    {
        roles = Roles.None;
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var role = Known.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)).Role;
            if (role == Roles.None)
            {
                roles = Roles.None;
                return false;
            }

            roles |= role;
        }

        return roles != Roles.None;
    }
}
