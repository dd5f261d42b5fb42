using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Core.Remediation.GuardRails;

/// <summary>Rails about what is permitted here and now.</summary>
internal static class PermissionRails
{
    public static IReadOnlyList<GuardRail> All { get; } =
    [
        new("cluster", (facts, _) => facts.InstallationCluster switch
        {
            null => GuardRail.Missing("this installation's cluster"),
            var home when home != facts.Plan.Cluster => GuardRail.Refuse(GuardRailReason.OtherCluster, $"{facts.Plan.Cluster} is not {home}"),
            _ => null,
        }),
        new("namespace", (facts, _) => facts.NamespaceAllowed switch
        {
            null => GuardRail.Missing("whether the namespace is allowed"),
            false => GuardRail.Refuse(GuardRailReason.NamespaceNotAllowed, facts.Plan.Target.Workload.Namespace),
            _ => null,
        }),
        new("operation", (facts, _) => facts.OperationAllowed switch
        {
            null => GuardRail.Missing("whether the operation is allowed"),
            false => GuardRail.Refuse(GuardRailReason.OperationNotAllowed, OperationCatalogue.Of(facts.Plan.Operation).WireName),
            _ => null,
        }),
        new("pause", (facts, _) => facts.Switch switch
        {
            null => GuardRail.Missing("whether AWOOOI is paused"),
            AutonomySwitch.Paused => GuardRail.Refuse(GuardRailReason.Paused, "AWOOOI is paused"),

            // Asked for since the decision: nothing starts without a signature any more.
            AutonomySwitch.Asking when facts.Authority is Authority.Automatic or Authority.StandingOrder => GuardRail.Refuse(GuardRailReason.Paused, "AWOOOI asks first"),
            _ => null,
        }),
        new("freeze", (facts, _) => facts.Frozen switch
        {
            null => GuardRail.Missing("whether a change freeze holds"),
            true when facts.Authority != Authority.BreakGlass => GuardRail.Refuse(GuardRailReason.ChangeFreeze, "a change freeze holds"),
            _ => null,
        }),
        new("dry-run", (facts, _) => facts.DryRun switch
        {
            null => GuardRail.Missing("whether this is a dry run"),
            true => GuardRail.Refuse(GuardRailReason.DryRunMode, "dry-run mode: nothing is changed"),
            _ => null,
        }),
        new("protected", (facts, _) => facts.Workload switch
        {
            null => GuardRail.Missing("whether the target is protected"),
            { Protected: true } => GuardRail.Refuse(GuardRailReason.ProtectedTarget, "awoooi.io/protected=true"),
            _ => null,
        }),
        new("gitops", (facts, _) => facts.Workload switch
        {
            null => GuardRail.Missing("whether the target is owned by GitOps"),
            { GitOpsOwner: { } owner } when !OperationCatalogue.Of(facts.Plan.Operation).RestartsOnly => GuardRail.Refuse(GuardRailReason.GitOpsOwned, $"{owner} would put it back"),
            _ => null,
        }),
    ];
}
