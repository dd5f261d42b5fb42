namespace Awoooi.Core.Health;

/// <summary>What the records say about one monitoring system.</summary>
public sealed record AlertChainSource(string Name, DateTimeOffset? LastHeard, DateTimeOffset? LastHeartbeat, long Refused, DateTimeOffset? LastRefused);

/// <summary>What the records say about the way of alerts.</summary>
/// <param name="AnalysisWaiting">How long the oldest analysis has been due; null when none is.</param>
/// <param name="ApprovalOverdue">How long the oldest request waits beyond its end; null when none does.</param>
public sealed record AlertChainFacts(IReadOnlyList<AlertChainSource> Sources, DateTimeOffset? LastAnalysis, TimeSpan? AnalysisWaiting, DateTimeOffset? LastApproval, TimeSpan? ApprovalOverdue);

/// <summary>Reads the facts of the alert chain.</summary>
public interface IAlertChainReader
{
    Task<AlertChainFacts> ReadAsync(CancellationToken cancel);
}
