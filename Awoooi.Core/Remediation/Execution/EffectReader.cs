using Awoooi.Core.Clusters;
using Awoooi.Core.Clusters.Mutations;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>What the cluster shows of a request whose answer is not known.</summary>
public abstract record Effect
{
    private Effect()
    {
    }

    /// <summary>It is in the cluster.</summary>
    public sealed record Seen(long Generation) : Effect;

    /// <summary>It is certainly not there: nothing of the kind has changed the workload since the request was written.</summary>
    public sealed record Absent : Effect;

    /// <summary>Somebody else has changed the workload, so that its marks prove nothing.</summary>
    public sealed record Covered(string Detail) : Effect;

    public sealed record Unreadable(string Detail) : Effect;
}

/// <summary>Looks for the effect of a stored request.</summary>
public sealed class EffectReader(IClusterApi cluster)
{
    public async Task<Effect> ReadAsync(ExecutionRun run, ExecutionStep step, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        return step.Mutation.Kind == MutationKind.EvictPod ? await PodAsync(step, cancel) : await WorkloadAsync(run, step, cancel);
    }

    private async Task<Effect> PodAsync(ExecutionStep step, CancellationToken cancel)
    {
        var reading = await cluster.ReadPodAsync(step.Mutation.Workload.Namespace, step.Mutation.Pod!, cancel);
        return EvictPod.HasHappened(step.Mutation, reading) switch
        {
            true => new Effect.Seen(0),
            false => new Effect.Absent(),
            null => new Effect.Unreadable(reading.Detail),
        };
    }

    private async Task<Effect> WorkloadAsync(ExecutionRun run, ExecutionStep step, CancellationToken cancel)
    {
        var reading = await cluster.FindMarkerAsync(step.Mutation.Workload, step.Mutation.Marker, cancel);
        if (reading.Value is not { } sighting)
        {
            return reading.Fault == ClusterFault.NotFound ? new Effect.Covered("the workload no longer exists") : new Effect.Unreadable(reading.Detail);
        }

        if (sighting.Uid != run.Approval.Plan.Target.Uid)
        {
            return new Effect.Covered("the workload was replaced by another of the same name");
        }

        // Every change we send raises the generation; status and annotations alone do not.
        return sighting.Found ? new Effect.Seen(sighting.Generation)
            : sighting.Generation == step.BaseGeneration ? new Effect.Absent()
            : new Effect.Covered($"somebody else changed it: generation {sighting.Generation}");
    }
}
