namespace Awoooi.Core.Settings;

/// <summary>What the database knows of the first run.</summary>
/// <param name="InUse">Whether there was any incident other than a test.</param>
public sealed record FirstRunRecord(DateTimeOffset? EndedAt, TestAlertRun? LastTest, bool InUse);

/// <summary>The first run of this installation, shared by all replicas.</summary>
public interface IFirstRunStore
{
    Task<FirstRunRecord> ReadAsync(CancellationToken cancel);

    /// <summary>Ends it for good, audited in the same commit; false when it had ended before.</summary>
    Task<bool> EndAsync(string actor, string reason, CancellationToken cancel);
}
