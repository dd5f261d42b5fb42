using Awoooi.Core.Approvals;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>An execution as one worker holds it, read in one transaction.</summary>
public sealed record ExecutionRun
{
    public required Guid Id { get; init; }

    /// <summary>Of the worker that holds it; a recording under an older one is refused.</summary>
    public required long Fence { get; init; }

    public required Approval Approval { get; init; }

    /// <summary>The database's time at the reading.</summary>
    public required DateTimeOffset Now { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Null until it is started.</summary>
    public RunProgress? Progress { get; init; }

    public StopRequest? Stop { get; init; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<ExecutionStep> Steps { get; init; } = [];

    public ExecutionStep? Last(StepKind kind) => Steps.LastOrDefault(step => step.Kind == kind);

    public int Count(StepKind kind) => Steps.Count(step => step.Kind == kind);
}

/// <summary>Another worker has taken the execution over: whoever holds this must stop at once and record nothing.</summary>
public sealed class ExecutionOvertakenException : Exception
{
    public ExecutionOvertakenException()
    {
    }

    public ExecutionOvertakenException(string message)
        : base(message)
    {
    }

    public ExecutionOvertakenException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
