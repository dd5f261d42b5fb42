using Awoooi.Core.Approvals;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>One request of an execution as people see it; its body stays in the record.</summary>
public sealed record ExecutionStepView(StepKind Kind, string Method, string Path, DateTimeOffset StoredAt, int Sends, StepAnswer? Answer);

/// <summary>An execution as people see it.</summary>
/// <param name="Progress">Null until it starts.</param>
public sealed record ExecutionView(
    Guid Id, Guid ApprovalId, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, RunProgress? Progress, StopRequest? Stop, IReadOnlyList<ExecutionStepView> Steps);

/// <summary>Executions for people: look and stop.</summary>
public interface IExecutions
{
    /// <summary>Null when the approval has none.</summary>
    Task<ExecutionView?> FindAsync(Guid approvalId, CancellationToken cancel);

    /// <summary>Asks a running execution to stop and take back what it can; null when it was asked, else why not.</summary>
    Task<Refusal?> StopAsync(Guid approvalId, Signer signer, CancellationToken cancel);
}
