namespace Awoooi.Core.Incidents;

/// <summary>When a monitoring system was last heard, and what of it was refused.</summary>
public sealed record AlertSourceState(string Source, DateTimeOffset? LastReceivedAt, DateTimeOffset? LastHeartbeatAt, long Refused, DateTimeOffset? LastRefusedAt, string? LastRefusedFrom, string? LastRefusedReason);

/// <summary>Refused deliveries of one source since the last flush.</summary>
public sealed record RefusedDeliveries(string Source, long Count, DateTimeOffset At, string From, string Reason);

/// <summary>What is known of the monitoring systems themselves.</summary>
public interface IAlertSources
{
    Task<IReadOnlyList<AlertSourceState>> ListAsync(CancellationToken cancel);

    Task RecordRefusedAsync(IReadOnlyCollection<RefusedDeliveries> refused, CancellationToken cancel);
}
