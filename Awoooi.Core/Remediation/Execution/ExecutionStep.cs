using Awoooi.Core.Clusters;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>Which side of the plan a request is of.</summary>
public enum StepKind
{
    Act,
    Undo,
}

/// <summary>What is known of a request's effect.</summary>
public enum StepResult
{
    /// <summary>The change is in the cluster.</summary>
    Applied,

    /// <summary>Certainly nothing was changed by it.</summary>
    Refused,

    /// <summary>It may or may not have been applied.</summary>
    NoAnswer,
}

/// <summary>The end of one request.</summary>
/// <param name="Detail">What the server said, in one line.</param>
/// <param name="Generation">Of the workload afterwards; 0 where it is not known.</param>
public sealed record StepAnswer(StepResult Result, string Detail, long Generation, DateTimeOffset At);

/// <summary>One request as it was stored before it was sent.</summary>
/// <param name="BaseGeneration">Generation of the workload it was written for: every change we send raises it.</param>
/// <param name="Sends">How often it may have been sent, always with the same bytes.</param>
/// <param name="Answer">Null while nothing is known.</param>
public sealed record ExecutionStep(int Seq, StepKind Kind, ClusterMutation Mutation, long BaseGeneration, DateTimeOffset StoredAt, int Sends, StepAnswer? Answer);
