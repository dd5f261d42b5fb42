namespace Awoooi.Core.Clusters;

/// <summary>Where the rollout of the current template stands.</summary>
public enum RolloutState
{
    /// <summary>The controller has not seen the last change; every counter still speaks of the change before.</summary>
    NotObserved,

    Progressing,

    /// <summary>The progress deadline passed. Old pods may serve on; nothing moves by itself.</summary>
    Stuck,

    /// <summary>Nothing rolls until somebody resumes it or deletes pods.</summary>
    Held,

    /// <summary>Every pod has the current template, but not all are available now.</summary>
    Unavailable,

    Complete,
}

/// <summary>The numbers of a workload's status; a counter the API left out is 0.</summary>
/// <param name="Held">A paused Deployment, or an update strategy OnDelete.</param>
/// <param name="Settled">The controller itself says that it has finished (NewReplicaSetAvailable, equal current and update revision).</param>
public sealed record RolloutCounters(
    long Generation, long ObservedGeneration, int Desired, int Replicas, int Updated, int Available, bool Held, bool Settled, bool DeadlinePassed);

/// <summary>Reads a workload's status the way its controllers mean it.</summary>
public static class Rollout
{
    public static RolloutState Judge(RolloutCounters status)
    {
        if (status.ObservedGeneration < status.Generation)
        {
            return RolloutState.NotObserved;
        }

        if (status.DeadlinePassed)
        {
            return RolloutState.Stuck;
        }

        // More replicas than desired are surge or old pods still going away.
        if (status.Updated == status.Desired && status.Replicas == status.Desired)
        {
            if (status.Available >= status.Desired)
            {
                return RolloutState.Complete;
            }

            // The controller keeps saying "finished" when pods fail later; before that, missing pods are part of the rollout.
            if (status.Settled)
            {
                return RolloutState.Unavailable;
            }
        }

        return status.Held ? RolloutState.Held : RolloutState.Progressing;
    }

    /// <summary>The whole workload runs the current template and is available: what verification waits for.</summary>
    public static bool IsComplete(WorkloadFacts workload) =>
        workload.Rollout == RolloutState.Complete && workload.ReplicaFailure is null && workload.ReadyReplicas >= workload.DesiredReplicas;

    /// <summary>Ready pods that a new rollout may take away at once; null when the workload does not say.</summary>
    /// <remarks>Controllers count what is available against the wished number and replace broken pods first; a StatefulSet goes by ordinal, whatever its pods are.</remarks>
    public static int? ReadyTakenAway(WorkloadFacts workload) => workload.MaxUnavailable switch
    {
        null => null,
        { } most when workload.Ref.Kind == WorkloadKind.StatefulSet => Math.Min(most, workload.ReadyReplicas),
        { } most => Math.Clamp(workload.ReadyReplicas - (workload.DesiredReplicas - most), 0, workload.ReadyReplicas),
    };
}
