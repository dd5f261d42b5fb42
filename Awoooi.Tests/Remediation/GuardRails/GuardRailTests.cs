using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.GuardRails;
using Awoooi.Core.Trust;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Remediation.GuardRails;

public sealed class GuardRailTests
{
    private static readonly GuardRailLimits Limits = new();

    internal static GuardRailFacts Passing(Plan? plan = null, Authority authority = Authority.Automatic) => new()
    {
        Plan = plan ?? A.Plan(),
        Authority = authority,
        InstallationCluster = "home",
        NamespaceAllowed = true,
        OperationAllowed = true,
        RepairsOfTargetLastHour = 4,
        RepairsLastHour = 19,
        ConsecutiveFailures = 2,
        SinceLastRepair = TimeSpan.FromMinutes(5),
        OtherActionRunning = false,
        Workload = Workload(),
        PodReady = true,
        MaxUnavailable = 1,
        DryRun = false,
        Frozen = false,
        IneffectiveTries = 1,
        Switch = AutonomySwitch.Acting,
        Now = An.Noon,
    };

    private static WorkloadFacts Workload(int ready = 3) => new()
    {
        Ref = A.Cart,
        Uid = "uid-cart",
        ResourceVersion = "1",
        Generation = 7,
        ObservedGeneration = 7,
        CreatedAt = An.Noon.AddDays(-30),
        ObservedAt = An.Noon,
        DesiredReplicas = 3,
        Replicas = 3,
        ReadyReplicas = ready,
        AvailableReplicas = ready,
        UpdatedReplicas = 3,
        Revision = 42,
        Revisions = [new RevisionFacts(42, "cart-42", An.Noon.AddHours(-24), ["cart:2"], "h2"), new RevisionFacts(41, "cart-41", An.Noon.AddDays(-20), ["cart:1"], "h1")],
        Containers = [new ContainerSpec("app", "cart:2", 100, 200, 250, 500)],
    };

    private static Plan Rollback => A.Plan(Operation.Rollback, RiskLevel.High, parameters: (PlanParameters.Revision, "41"));

    private static WorkloadFacts WithQuota(string resource, decimal hard, decimal used)
        => Workload() with { Quotas = [new QuotaFacts("q", new Dictionary<string, (decimal, decimal)> { [resource] = (hard, used) })] };

    private static readonly Dictionary<string, (GuardRailFacts Facts, GuardRailReason? Reason)> Cases = new()
    {
        ["all well"] = (Passing(), null),
        ["other cluster"] = (Passing() with { InstallationCluster = "away" }, GuardRailReason.OtherCluster),
        ["namespace"] = (Passing() with { NamespaceAllowed = false }, GuardRailReason.NamespaceNotAllowed),
        ["operation"] = (Passing() with { OperationAllowed = false }, GuardRailReason.OperationNotAllowed),
        ["paused"] = (Passing() with { Switch = AutonomySwitch.Paused }, GuardRailReason.Paused),
        ["paused, signed"] = (Passing(authority: Authority.Quorum) with { Switch = AutonomySwitch.Paused }, GuardRailReason.Paused),
        ["paused, glass broken"] = (Passing(authority: Authority.BreakGlass) with { Switch = AutonomySwitch.Paused }, GuardRailReason.Paused),
        ["asking"] = (Passing() with { Switch = AutonomySwitch.Asking }, GuardRailReason.Paused),
        ["asking, standing order"] = (Passing(authority: Authority.StandingOrder) with { Switch = AutonomySwitch.Asking }, GuardRailReason.Paused),
        ["asking, signed"] = (Passing(authority: Authority.Quorum) with { Switch = AutonomySwitch.Asking }, null),
        ["freeze"] = (Passing(authority: Authority.Quorum) with { Frozen = true }, GuardRailReason.ChangeFreeze),
        ["freeze, glass broken"] = (Passing(authority: Authority.BreakGlass) with { Frozen = true }, null),
        ["dry run"] = (Passing() with { DryRun = true }, GuardRailReason.DryRunMode),
        ["protected"] = (Passing(authority: Authority.BreakGlass) with { Workload = Workload() with { Protected = true } }, GuardRailReason.ProtectedTarget),
        ["gitops, restart"] = (Passing() with { Workload = Workload() with { GitOpsOwner = "Flux" } }, null),
        ["gitops, scale"] = (Passing(A.Scale(3, 4)) with { Workload = Workload() with { GitOpsOwner = "Flux" } }, GuardRailReason.GitOpsOwned),
        ["gitops, rollback"] = (Passing(Rollback) with { Workload = Workload() with { GitOpsOwner = "Flux" } }, GuardRailReason.GitOpsOwned),
        ["5 an hour"] = (Passing() with { RepairsOfTargetLastHour = 5 }, GuardRailReason.HourlyLimit),
        ["20 an hour in all"] = (Passing() with { RepairsLastHour = 20 }, GuardRailReason.HourlyLimit),
        ["3 failures"] = (Passing() with { ConsecutiveFailures = 3 }, GuardRailReason.ConsecutiveFailures),
        ["cooldown"] = (Passing() with { SinceLastRepair = TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1) }, GuardRailReason.Cooldown),
        ["never repaired"] = (Passing() with { SinceLastRepair = TimeSpan.MaxValue }, null),
        ["busy"] = (Passing() with { OtherActionRunning = true }, GuardRailReason.TargetBusy),
        ["helped not twice"] = (Passing() with { IneffectiveTries = 2 }, GuardRailReason.IneffectiveChain),
        ["helped not twice, standing order"] = (Passing(authority: Authority.StandingOrder) with { IneffectiveTries = 2 }, GuardRailReason.IneffectiveChain),
        ["helped not twice, signed"] = (Passing(authority: Authority.Quorum) with { IneffectiveTries = 2 }, null),
        ["last ready pod"] = (Passing() with { Workload = Workload(1) }, GuardRailReason.HealthyReplicaFloor),
        ["last but not ready pod"] = (Passing() with { Workload = Workload(1), PodReady = false }, null),
        ["two ready pods"] = (Passing() with { Workload = Workload(2) }, null),
        ["nothing was ready"] = (Passing() with { Workload = Workload(0), PodReady = false }, null),
        ["restart takes all"] = (Passing(A.Plan(Operation.RestartDeployment)) with { MaxUnavailable = 3 }, GuardRailReason.HealthyReplicaFloor),
        ["restart leaves one"] = (Passing(A.Plan(Operation.RestartDeployment)) with { MaxUnavailable = 2 }, null),
        ["scale to nothing"] = (Passing(A.Scale(3, 0)), GuardRailReason.HealthyReplicaFloor),
        ["scale to one"] = (Passing(A.Scale(3, 1)), null),
        ["10 replicas"] = (Passing(A.Scale(3, 10)), null),
        ["11 replicas"] = (Passing(A.Scale(3, 11)), GuardRailReason.ReplicaCeiling),
        ["quota just enough"] = (Passing(A.Scale(3, 5)) with { Workload = WithQuota("limits.memory", 1000, 600) }, null),
        ["quota memory"] = (Passing(A.Scale(3, 5)) with { Workload = WithQuota("limits.memory", 1000, 601) }, GuardRailReason.QuotaExceeded),
        ["quota cpu"] = (Passing(A.Scale(3, 5)) with { Workload = WithQuota("requests.cpu", 1.5m, 1.001m) }, GuardRailReason.QuotaExceeded),
        ["quota pods"] = (Passing(A.Scale(3, 5)) with { Workload = WithQuota("pods", 10, 9) }, GuardRailReason.QuotaExceeded),
        ["quota of something else"] = (Passing(A.Scale(3, 5)) with { Workload = WithQuota("services", 1, 1) }, null),
        ["quota on unknown limits"] = (Passing(A.Scale(3, 5)) with { Workload = WithQuota("limits.memory", 1000, 0) with { Containers = [new ContainerSpec("app", "i", 1, null, 1, 1)] } }, GuardRailReason.FactsMissing),
        ["rollout of 24 h ago"] = (Passing(Rollback), null),
        ["rollout older"] = (Passing(Rollback) with { Now = An.Noon.AddTicks(1) }, GuardRailReason.RolloutTooOld),
        ["rollout unknown"] = (Passing(Rollback) with { Workload = Workload() with { Revisions = [] } }, GuardRailReason.FactsMissing),
        ["replicas not said"] = (Passing(A.Plan(Operation.ScaleUp)), GuardRailReason.FactsMissing),
        ["no cluster"] = (Passing() with { InstallationCluster = null }, GuardRailReason.FactsMissing),
        ["no namespace fact"] = (Passing() with { NamespaceAllowed = null }, GuardRailReason.FactsMissing),
        ["no operation fact"] = (Passing() with { OperationAllowed = null }, GuardRailReason.FactsMissing),
        ["no count of target"] = (Passing() with { RepairsOfTargetLastHour = null }, GuardRailReason.FactsMissing),
        ["no count"] = (Passing() with { RepairsLastHour = null }, GuardRailReason.FactsMissing),
        ["no failures"] = (Passing() with { ConsecutiveFailures = null }, GuardRailReason.FactsMissing),
        ["no last repair"] = (Passing() with { SinceLastRepair = null }, GuardRailReason.FactsMissing),
        ["no busy"] = (Passing() with { OtherActionRunning = null }, GuardRailReason.FactsMissing),
        ["no workload"] = (Passing() with { Workload = null }, GuardRailReason.FactsMissing),
        ["no pod"] = (Passing() with { PodReady = null }, GuardRailReason.FactsMissing),
        ["no max unavailable"] = (Passing(A.Plan(Operation.RestartDeployment)) with { MaxUnavailable = null }, GuardRailReason.FactsMissing),
        ["no dry run"] = (Passing() with { DryRun = null }, GuardRailReason.FactsMissing),
        ["no freeze"] = (Passing() with { Frozen = null }, GuardRailReason.FactsMissing),
        ["no tries"] = (Passing() with { IneffectiveTries = null }, GuardRailReason.FactsMissing),
        ["no switch"] = (Passing() with { Switch = null }, GuardRailReason.FactsMissing),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_case_has_its_answer(string name)
    {
        var (facts, reason) = Cases[name];

        var verdict = GuardRailSet.Evaluate(facts, Limits);

        Assert.Equal(reason is null ? [] : [reason.Value], verdict.Refusals.Select(refusal => refusal.Reason).Distinct());
        Assert.Equal(reason is null, verdict.Passed);
    }

    [Fact]
    public void Every_guard_rail_has_a_case_that_it_alone_refuses()
    {
        var alone = Cases.Values.SelectMany(one =>
        {
            var refusing = GuardRailSet.Rails.Where(rail => rail.Judge(one.Facts, Limits) is not null).ToList();
            return refusing.Count == 1 ? refusing : [];
        }).Select(rail => rail.Name).Distinct();

        Assert.Equal(GuardRailSet.Rails.Select(rail => rail.Name).Order(), alone.Order());
    }

    [Fact]
    public void All_refusals_are_named_at_once()
    {
        var verdict = GuardRailSet.Evaluate(Passing() with { NamespaceAllowed = false, Frozen = true, RepairsLastHour = 50, SinceLastRepair = TimeSpan.Zero }, Limits);

        Assert.Equal(
            [GuardRailReason.NamespaceNotAllowed, GuardRailReason.HourlyLimit, GuardRailReason.Cooldown, GuardRailReason.ChangeFreeze],
            verdict.Refusals.Select(refusal => refusal.Reason).Order());
    }
}
