namespace Awoooi.Core.Audit;

/// <summary>Which entries to read; nulls do not filter. Newest first.</summary>
public sealed record AuditFilter(DateTimeOffset? Since = null, DateTimeOffset? Until = null, string? Actor = null, string? Action = null, string? Subject = null, string? Query = null, string? Cursor = null, int Limit = 50);

/// <summary>A page of entries; <paramref name="Next"/> is null on the last.</summary>
public sealed record AuditPage(IReadOnlyList<StoredAuditEntry> Items, string? Next);

/// <summary>What a verification found; <paramref name="Broken"/> names the first broken entry of each broken chain.</summary>
public sealed record AuditVerification(long Entries, int Chains, int Anchors, IReadOnlyList<string> Broken, DateTimeOffset? LastAnchor)
{
    public bool Whole => Broken.Count == 0;
}

/// <summary>Reads and proves the audit log.</summary>
public interface IAuditReader
{
    Task<AuditPage> ListAsync(AuditFilter filter, CancellationToken cancel);

    /// <summary>All rows of the filter, oldest first, streamed.</summary>
    IAsyncEnumerable<StoredAuditEntry> ExportAsync(AuditFilter filter, CancellationToken cancel);

    /// <summary>Recomputes every hash of every chain and holds all heads and anchors against them.</summary>
    Task<AuditVerification> VerifyAsync(CancellationToken cancel);
}
