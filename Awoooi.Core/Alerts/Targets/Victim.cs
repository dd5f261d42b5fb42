namespace Awoooi.Core.Alerts.Targets;

/// <summary>What an alert is about; every part is empty when it is not known.</summary>
/// <param name="Type">Kind of thing, for example <c>pod</c>.</param>
/// <param name="Workload">Name of the workload behind it, as far as the name tells.</param>
/// <param name="Note">Why there is no target, when that needs saying.</param>
internal sealed record Victim(string Namespace, string Name, string Type, string Workload, string Cluster, string? Note)
{
    public static Victim None(string cluster, string? note = null) => new("", "", "", "", cluster, note);
}
