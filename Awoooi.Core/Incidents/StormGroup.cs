using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Awoooi.Core.Alerts;

namespace Awoooi.Core.Incidents;

/// <summary>Where the incidents of one storm come from: a source and a namespace, or a source as a whole.</summary>
/// <param name="Place">Namespace; behind a cluster's name when that is not ours; empty for alerts without one.</param>
public readonly record struct StormGroup(string Source, string Place)
{
    /// <summary>Of the synthetic alert that stands for a storm.</summary>
    public const string AlertType = "AlertStorm";

    private const string Everywhere = "*";

    public StormGroup Whole => this with { Place = Everywhere };

    public bool IsWhole => Place == Everywhere;

    /// <summary>Of the storm's incident.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{AlertType}:{Place}:{Source}")))[..16];

    public static StormGroup Of(string source, string ns, string cluster, bool elsewhere) => new(source, elsewhere ? $"{cluster}/{ns}" : ns);

    public static StormGroup Of(IncomingAlert incoming)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        return Of(incoming.Alert.Source, incoming.Alert.Namespace, incoming.Alert.Cluster, incoming.Elsewhere);
    }

    /// <summary>The alert that stands for the storm which <paramref name="last"/> broke loose; people decide what to do about it.</summary>
    public IncomingAlert Stand(IncomingAlert last, StormLimits limits)
    {
        ArgumentNullException.ThrowIfNull(last);
        ArgumentNullException.ThrowIfNull(limits);
        var alert = new Alert
        {
            Source = Source,
            AlertType = AlertType,
            Severity = last.Alert.Severity,
            Status = AlertStatus.Firing,
            Priority = last.Alert.Priority,
            Category = last.Alert.Category,
            Automation = AutomationVerdict.Manual,
            Namespace = IsWhole ? "" : last.Alert.Namespace,
            Cluster = last.Alert.Cluster,
            Message = string.Create(CultureInfo.InvariantCulture, $"More than {(IsWhole ? limits.PerSource : limits.PerGroup)} new incidents within {limits.Within.TotalSeconds:0} s from {Source}; what follows is gathered here."),
        };
        return new IncomingAlert(alert, Guid.Empty, Fingerprint, $"{last.Alert.Cluster}:{AlertType}:{Place}", last.Elsewhere);
    }
}

/// <summary>An incident that was opened lately.</summary>
public sealed record RecentIncident(Guid Id, StormGroup Group, DateTimeOffset OpenedAt);
