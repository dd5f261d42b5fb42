namespace Awoooi.Core.People;

/// <summary>What a token may do of what its owner may do.</summary>
[Flags]
public enum Scopes
{
    None = 0,
    Read = 1,
    Terminal = 2,
    Sign = 4,
}

/// <summary>Scopes as people write them.</summary>
public static class ScopeNames
{
    private static readonly (Scopes Scope, string Name)[] Known = [(Scopes.Read, "read"), (Scopes.Terminal, "terminal"), (Scopes.Sign, "sign")];

    public static IReadOnlyList<string> All { get; } = [.. Known.Select(known => known.Name)];

    /// <summary>Such as <c>read, sign</c>.</summary>
    public static string Text(Scopes scopes) => string.Join(", ", Known.Where(known => scopes.HasFlag(known.Scope)).Select(known => known.Name));

    /// <summary>Reads names separated by commas; false when one is unknown or there is none.</summary>
    public static bool TryParse(string? text, out Scopes scopes)
    {
        scopes = Scopes.None;
        foreach (var name in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var scope = Known.FirstOrDefault(known => string.Equals(known.Name, name, StringComparison.OrdinalIgnoreCase)).Scope;
            if (scope == Scopes.None)
            {
                scopes = Scopes.None;
                return false;
            }

            scopes |= scope;
        }

        return scopes != Scopes.None;
    }
}
