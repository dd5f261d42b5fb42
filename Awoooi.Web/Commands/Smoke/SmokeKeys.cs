namespace Awoooi.Web.Commands.Smoke;

/// <summary>The keys a smoke test shows: the option, else what the environment gives the installation itself.</summary>
internal sealed record SmokeKeys(string? Option, Func<string, string?> Environment)
{
    /// <summary>Null when there is none.</summary>
    public string? Of(string source) => Option ?? First(Environment($"Awoooi__Webhooks__{char.ToUpperInvariant(source[0])}{source[1..]}__Secret")) ?? First(Environment("WEBHOOK_SECRET"));

    // A list of keys holds the one that is being rotated out too; any of them opens the door.
    private static string? First(string? keys) => keys?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault();
}
