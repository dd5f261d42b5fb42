namespace Awoooi.Core.Clusters;

/// <summary>How the cluster answered a mutation; exactly one of the nested records.</summary>
public abstract record MutationAnswer
{
    private MutationAnswer()
    {
    }

    /// <summary>The change is in the cluster.</summary>
    /// <param name="ObjectJson">JSON of the changed object without status, secrets and managed fields; for an eviction the server's Status.</param>
    /// <param name="Generation">0 where the answer is not a workload.</param>
    /// <param name="ResourceVersion">Empty where the answer is not a workload.</param>
    /// <param name="Warnings">What the server warned of, for example an unknown field it dropped.</param>
    public sealed record Applied(string ObjectJson, long Generation, string ResourceVersion, IReadOnlyList<string> Warnings) : MutationAnswer;

    /// <summary>Certainly nothing was changed: the server said no, or nothing was sent.</summary>
    public sealed record Refused(ClusterFault Fault, string Detail) : MutationAnswer;

    /// <summary>The request may or may not have been applied; only reading the cluster tells.</summary>
    public sealed record NoAnswer(string Detail) : MutationAnswer;
}
