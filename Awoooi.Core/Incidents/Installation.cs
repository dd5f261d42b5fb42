using Awoooi.Core.Alerts;

namespace Awoooi.Core.Incidents;

/// <summary>This installation as alerts see it.</summary>
/// <param name="Cluster">Name of the cluster that repairs act on; an alert of another cluster never acts here.</param>
public sealed record Installation(string Cluster)
{
    /// <summary>Works out an alert's identities; start times are kept to the microsecond, as the database keeps them.</summary>
    public IncomingAlert Identify(Alert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        var fingerprint = Fingerprint.Of(alert, Cluster);
        var stored = alert.StartsAt is { } start ? alert with { StartsAt = new DateTimeOffset(start.UtcTicks - (start.UtcTicks % 10), TimeSpan.Zero) } : alert;
        return new IncomingAlert(stored, AlertIdentity.Key(alert.Source, fingerprint, alert.Labels), fingerprint, Fingerprint.ClassKey(alert, Cluster), Fingerprint.IsElsewhere(alert, Cluster));
    }
}
