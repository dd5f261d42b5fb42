using Awoooi.Core.Alerts;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Trust;

/// <summary>The action that is judged.</summary>
/// <param name="ProposedByPerson">False when a rule or a model proposes it.</param>
public sealed record ProposedAction(Plan Plan, bool ProposedByPerson);

/// <summary>All that a decision rests on beside verdict and action; unknown facts count against running alone.</summary>
public sealed record TrustContext
{
    public required string ClassKey { get; init; }

    public required AutomationVerdict Catalogue { get; init; }

    public bool Test { get; init; }

    public bool Blind { get; init; }

    public bool Elsewhere { get; init; }

    /// <summary>Null when the namespace has no rule: it suggests.</summary>
    public AutonomyMode? Mode { get; init; }

    public AutonomySwitch Switch { get; init; }

    /// <summary>The namespace is on the allow-list.</summary>
    public bool NamespaceAllowed { get; init; }

    /// <summary>The operation is on the namespace's list.</summary>
    public bool OperationAllowed { get; init; }

    public bool CriticalNamespace { get; init; }

    /// <summary>Name of the freeze that holds now, null when none does.</summary>
    public string? Freeze { get; init; }

    /// <summary>Name of the GitOps tool that owns the target, null when none does.</summary>
    public string? GitOpsOwner { get; init; }

    /// <summary>The target runs Redis or PostgreSQL.</summary>
    public bool DataStoreTarget { get; init; }

    public bool ErrorBudgetExhausted { get; init; }

    /// <summary>A model's answer is used although the evidence carries text that tries to steer it.</summary>
    public bool InjectionSuspected { get; init; }

    /// <summary>A model's answer is used that the evidence does not carry.</summary>
    public bool Ungrounded { get; init; }

    /// <summary>At least one cited fact was seen by us, not told by the alert, and shows the symptom.</summary>
    public bool SymptomObserved { get; init; }

    public TrustScore Score { get; init; }

    /// <summary>Standing orders for the class and operation, any state.</summary>
    public IReadOnlyList<StandingOrder> StandingOrders { get; init; } = [];

    public required DateTimeOffset Now { get; init; }
}
