using Awoooi.Core.Approvals;

namespace Awoooi.Tests.Faults;

/// <summary>What a card of a fault test asks for.</summary>
internal enum Repair
{
    ScaleUp,
    RestartDeployment,
    RestartPod,

    /// <summary>The new pod drags the others down, so that it has to be taken back.</summary>
    ScaleUpThatHurts,
}

/// <summary>One request for a repair on a workload of its own.</summary>
internal sealed record Card(string Workload, Repair Repair, Approval Approval)
{
    public Guid Id => Approval.Id;
}

/// <summary>Where an execution stood when the process that carried it out was killed.</summary>
internal enum Point
{
    BeforeIntent,
    IntentToCall,
    CallToRecord,
    Verifying,
    Undoing,
    Unknown,
}
