namespace Awoooi.Core.Alerts;

/// <summary>Reads the two status words.</summary>
internal static class AlertStatusWords
{
    public static AlertStatus? Read(string word) =>
        word.Equals("firing", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Firing
        : word.Equals("resolved", StringComparison.OrdinalIgnoreCase) ? AlertStatus.Resolved
        : null;

    public static BodyFault Fault(string path, string word) => new(path, $"must be firing or resolved, not '{StorableText.Clean(word, 32).Text}'");
}
