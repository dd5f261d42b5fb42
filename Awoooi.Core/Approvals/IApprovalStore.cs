using Awoooi.Core.Plans;

namespace Awoooi.Core.Approvals;

/// <summary>What became of a proposal.</summary>
public abstract record OpenOutcome
{
    private OpenOutcome()
    {
    }

    /// <param name="Superseded">The number of the request it replaced, else null.</param>
    public sealed record Opened(Approval Approval, long? Superseded) : OpenOutcome;

    /// <summary>The same is already asked for: one card covers both.</summary>
    public sealed record Joined(Approval Approval) : OpenOutcome;

    public sealed record Refused(Refusal Refusal) : OpenOutcome;
}

/// <summary>Where a request came from.</summary>
/// <param name="IdempotencyKey">A repeat with the same key is answered, not carried out again.</param>
public sealed record RequestOrigin(string? RequestId, string? IdempotencyKey)
{
    public static RequestOrigin Unknown { get; } = new(null, null);
}

/// <summary>Which approvals to list; nulls do not filter. Newest first.</summary>
/// <param name="Before">Number below which to go on.</param>
public sealed record ApprovalFilter(IReadOnlyCollection<ApprovalState>? States = null, Guid? IncidentId = null, long? Before = null, int Limit = 50);

/// <summary>
/// Approvals in the database. Every act is one transaction on the database's clock: row lock, pure state machine, write, audit. The
/// act that gives authority also queues the execution, exactly once.
/// </summary>
public interface IApprovalStore
{
    /// <summary>Opens, joins an equal open request, or replaces another that still waits; refused while the workload is busy.</summary>
    Task<OpenOutcome> OpenAsync(NewApproval request, CancellationToken cancel);

    Task<ApprovalOutcome> SignAsync(Guid id, Signer signer, SignRequest request, RequestOrigin origin, CancellationToken cancel);

    Task<ApprovalOutcome> BreakGlassAsync(Guid id, Signer signer, SignRequest request, RequestOrigin origin, CancellationToken cancel);

    Task<ApprovalOutcome> TakeBackAsync(Guid id, Signer signer, RequestOrigin origin, CancellationToken cancel);

    /// <summary>The caller repeated the pre-flight just now.</summary>
    Task<ApprovalOutcome> ExtendAsync(Guid id, Signer signer, IReadOnlyList<PreFlightLine> preFlight, RequestOrigin origin, CancellationToken cancel);

    Task<ApprovalOutcome> WithdrawAsync(Guid id, Signer signer, string? reason, RequestOrigin origin, CancellationToken cancel);

    /// <summary>The cause went away while it waited.</summary>
    Task<ApprovalOutcome> SupersedeAsync(Guid id, string reason, CancellationToken cancel);

    /// <summary>The same, but only while nobody signed; a signed one stays with the people who signed it.</summary>
    Task<ApprovalOutcome> CollapseAsync(Guid id, string reason, CancellationToken cancel);

    /// <summary>The world differs from the plan: signatures are void.</summary>
    Task<ApprovalOutcome> ChangeAsync(Guid id, string difference, CancellationToken cancel);

    /// <summary>Begins the execution unless AWOOOI is paused, which is read in the same transaction.</summary>
    Task<ApprovalOutcome> StartAsync(Guid id, CancellationToken cancel);

    /// <summary>Follows the execution, or ends an unknown outcome.</summary>
    Task<ApprovalOutcome> AdvanceAsync(Guid id, ApprovalState to, string actor, string? reason, CancellationToken cancel);

    /// <summary>Expires what nobody signed in time; returns how many.</summary>
    Task<int> ExpireDueAsync(CancellationToken cancel);

    Task SavePreFlightAsync(Guid id, IReadOnlyList<PreFlightLine> lines, CancellationToken cancel);

    Task<Approval?> FindAsync(Guid id, CancellationToken cancel);

    /// <summary>By <c>APR-0231</c> or uuid text; null when there is none or the text is neither.</summary>
    Task<Approval?> FindAsync(string id, CancellationToken cancel);

    /// <summary>All that is open: what waits for <paramref name="viewer"/> first, then worst risk, then soonest expiry.</summary>
    Task<IReadOnlyList<Approval>> BoardAsync(Guid? viewer, CancellationToken cancel);

    Task<IReadOnlyList<Approval>> ListAsync(ApprovalFilter filter, CancellationToken cancel);

    /// <summary>The queued or started execution of an approval; null when there is none.</summary>
    Task<Guid?> FindExecutionAsync(Guid approvalId, CancellationToken cancel);

    /// <summary>The approval behind an execution; null when there is none.</summary>
    Task<Approval?> FindByExecutionAsync(Guid executionId, CancellationToken cancel);
}
