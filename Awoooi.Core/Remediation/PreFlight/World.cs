using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>The world as one pre-flight read it for one plan; what could not be read says why.</summary>
public sealed record World
{
    public required Plan Plan { get; init; }

    public required DateTimeOffset ObservedAt { get; init; }

    public required ClusterAnswer<WorkloadFacts> Workload { get; init; }

    /// <summary>Null when the plan names no pod.</summary>
    public ClusterAnswer<PodFacts>? Pod { get; init; }

    /// <summary>The template that the plan's rollback needs; null when it needs none, or its revision is gone.</summary>
    public ClusterAnswer<RevisionTemplate>? Template { get; init; }

    public ClusterAnswer<ClusterCapabilities>? Capabilities { get; init; }

    /// <summary>The request that was rehearsed; null when the workload could not be read.</summary>
    public MutationOutcome? Mutation { get; init; }

    /// <summary>Null when no request could be written.</summary>
    public ClusterAnswer<AccessAnswer>? Access { get; init; }

    /// <summary>Null when no request could be written.</summary>
    public DryRunAnswer? Rehearsal { get; init; }

    /// <summary>Null when our own records could not be read.</summary>
    public Surroundings? Surroundings { get; init; }

    /// <summary>What mutations are written from; null when the workload could not be read.</summary>
    public MutationMaterial? Material => Workload.Value is { } workload ? new MutationMaterial(workload, Pod?.Value, Template?.Value, Capabilities?.Value) : null;

    /// <summary>A part that decides did not answer, so that a later look may find another world; null when all did.</summary>
    public string? Unreadable
        => Fault(Workload) ?? Fault(Pod) ?? Fault(Template) ?? Fault(Capabilities) ?? Fault(Access)
            ?? (Rehearsal switch
            {
                DryRunAnswer.NoAnswer silent => silent.Detail,
                DryRunAnswer.Refused { Fault: ClusterFault.Unreachable or ClusterFault.Overloaded } refused => refused.Detail,
                _ => null,
            })
            ?? (Surroundings is null ? "our own records could not be read" : null);

    private static string? Fault<T>(ClusterAnswer<T>? answer)
        where T : class
        => answer?.Fault is ClusterFault.NoAnswer or ClusterFault.Unreachable or ClusterFault.Overloaded or ClusterFault.NotConfigured ? answer.Detail : null;
}
