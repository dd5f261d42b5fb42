namespace Awoooi.Web.Components.Shared;

/// <summary>How a check of the pre-flight came out; unknown is never shown as passed.</summary>
public enum CheckState
{
    Passed,
    Warning,
    Blocked,
    Unknown,
    Running,
}

/// <summary>One check with what was found.</summary>
/// <param name="Value">The finding in a word or number.</param>
/// <param name="At">When it was looked at; null while it runs.</param>
public sealed record CheckLine(string Text, CheckState State, string? Value = null, DateTimeOffset? At = null);
