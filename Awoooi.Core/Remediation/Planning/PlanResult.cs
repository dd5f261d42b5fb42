using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.Planning;

/// <summary>Every reason for which no plan can be made.</summary>
public enum PlanRefusal
{
    /// <summary>Nothing executes: a runbook for people.</summary>
    Manual,

    /// <summary>The facts are those of another object.</summary>
    OtherWorkload,

    /// <summary>The operation does not exist for this kind of workload.</summary>
    KindNotSupported,

    PodMissing,

    /// <summary>No controller would replace it.</summary>
    PodUnowned,
    PodOfOtherWorkload,
    PodTerminating,

    /// <summary>Paused, or replaced only by hand: nothing would roll.</summary>
    RolloutHeld,
    AtCeiling,

    /// <summary>The wished count is not in the operation's direction.</summary>
    NoSuchStep,
    ReplicasMissing,

    /// <summary>No older revision runs another program.</summary>
    NoOlderRevision,

    /// <summary>The named revision does not exist, or runs the same program.</summary>
    RevisionUnfit,
}

/// <summary>A plan, or why there is none.</summary>
public abstract record PlanResult
{
    private PlanResult()
    {
    }

    /// <summary>The plan carries the operation's risk floor; whoever decides puts the decided risk in.</summary>
    public sealed record Planned(Plan Plan) : PlanResult;

    /// <param name="Detail">One line for people.</param>
    public sealed record Refused(PlanRefusal Reason, string Detail) : PlanResult;
}
