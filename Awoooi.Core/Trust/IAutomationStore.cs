using Awoooi.Core.Plans;

namespace Awoooi.Core.Trust;

/// <summary>What a namespace permits. A namespace without a rule suggests, and is not on the allow-list.</summary>
/// <param name="Operations">Operations that may run; null for all.</param>
public sealed record NamespaceRule(string Namespace, AutonomyMode Mode, bool Allowed, IReadOnlyList<Operation>? Operations, bool Critical, bool DryRun)
{
    public bool Permits(Operation operation) => Operations is null || Operations.Contains(operation);
}

/// <summary>What a window of time means.</summary>
public enum ChangeWindowKind
{
    /// <summary>Nothing is changed without a break-glass.</summary>
    Freeze = 0,

    /// <summary>Planned work: alerts are expected.</summary>
    Maintenance = 1,
}

/// <summary>A window of time; a null <paramref name="Namespace"/> covers all.</summary>
public sealed record ChangeWindow(Guid Id, ChangeWindowKind Kind, string Name, string? Namespace, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string CreatedBy)
{
    public bool Covers(string ns, DateTimeOffset at) => (Namespace is null || Namespace == ns) && StartsAt <= at && at < EndsAt;
}

/// <summary>The switch with who set it and why.</summary>
public sealed record SwitchSetting(AutonomySwitch State, string? Reason, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>Everything that bounds automation, as of one moment of the database's clock.</summary>
public sealed record AutomationRules(
    DateTimeOffset Now, SwitchSetting Switch, IReadOnlyList<NamespaceRule> Namespaces, IReadOnlyList<ChangeWindow> Windows, IReadOnlyList<StandingOrder> StandingOrders)
{
    public NamespaceRule? For(string ns) => Namespaces.FirstOrDefault(rule => rule.Namespace == ns);

    public ChangeWindow? Freeze(string ns) => Windows.FirstOrDefault(window => window.Kind == ChangeWindowKind.Freeze && window.Covers(ns, Now));
}

/// <summary>The rules of automation in the database; every change is audited in its own commit under the actor's name.</summary>
public interface IAutomationStore
{
    /// <summary>Windows that are over and orders that ended are left out.</summary>
    Task<AutomationRules> ReadAsync(CancellationToken cancel);

    Task SetSwitchAsync(AutonomySwitch state, string reason, string actor, CancellationToken cancel);

    Task SaveNamespaceAsync(NamespaceRule rule, string actor, CancellationToken cancel);

    /// <summary>Adds namespaces that have no rule yet, allowed and suggesting; leaves the others alone.</summary>
    Task AllowAsync(IReadOnlyCollection<string> namespaces, string actor, CancellationToken cancel);

    Task AddWindowAsync(ChangeWindow window, CancellationToken cancel);

    /// <summary>False when there is none.</summary>
    Task<bool> RemoveWindowAsync(Guid id, string actor, CancellationToken cancel);

    /// <summary>False when there is none or it was revoked before.</summary>
    Task<bool> RevokeOrderAsync(Guid id, string actor, CancellationToken cancel);

    Task<TrustScore> ScoreAsync(string classKey, Operation operation, Clusters.WorkloadKind kind, CancellationToken cancel);

    /// <summary>Counts the outcome of an approval once.</summary>
    Task RecordSampleAsync(Guid approvalId, string classKey, Operation operation, Clusters.WorkloadKind kind, bool succeeded, CancellationToken cancel);

    /// <summary>What a success fixed came back: it no longer counts as one.</summary>
    Task MarkReopenedAsync(Guid approvalId, CancellationToken cancel);

    /// <summary>A person lets a workload be tried again after failures in a row.</summary>
    Task ResetFailuresAsync(string workloadUid, string actor, CancellationToken cancel);
}
