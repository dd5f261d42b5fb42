using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;

namespace Awoooi.Web.Components.Dev;

/// <summary>Made-up requests, people and checks of one evening.</summary>
internal static class SampleApprovals
{
    public static readonly Guid Me = new("018f0000-0000-7000-8000-00000000000a");
    private static readonly Guid Lin = new("018f0000-0000-7000-8000-00000000000b");

    public static Actor Viewer(DateTimeOffset now) => new()
    {
        PersonId = Me,
        Name = "Kai Tan",
        Roles = Roles.Sre | Roles.Commander,
        Via = ActorVia.Browser,
        Scopes = Scopes.Read | Scopes.Sign | Scopes.Terminal,
        StepUpAt = now.AddMinutes(-1),
        Standing = new AccountStanding(new AccountChange(AccountEvent.Created, now.AddYears(-1), null)),
        ReadAt = now,
    };

    public static Person Here(DateTimeOffset now) => new()
    {
        Id = new Guid("018f0000-0000-7000-8000-00000000000c"),
        Name = "Chen Yu",
        Email = "chen@example.org",
        Roles = Roles.Sre | Roles.Commander,
        LastSeenAt = now,
        HasPassword = true,
        Passkeys = 1,
        Standing = new AccountStanding(new AccountChange(AccountEvent.Created, now.AddYears(-1), null)),
    };

    public static Approval Rollback(long number, string ns, string name, int revision, RiskLevel risk, DateTimeOffset now, Guid? incident = null)
        => Of(number, Plan(Operation.Rollback, ns, name, risk, UndoKind.RollForward, (PlanParameters.Revision, $"{revision}"), (PlanParameters.FromRevision, $"{revision + 1}")), now, incident);

    public static Approval Scale(long number, string ns, string name, int from, int to, RiskLevel risk, DateTimeOffset now, Guid? incident = null)
        => Of(number, Plan(to > from ? Operation.ScaleUp : Operation.ScaleDown, ns, name, risk, UndoKind.ScaleBack, (PlanParameters.FromReplicas, $"{from}"), (PlanParameters.Replicas, $"{to}")), now, incident);

    public static Approval Restart(long number, string ns, string name, DateTimeOffset now)
        => Of(number, Plan(Operation.RestartDeployment, ns, name, RiskLevel.Low, UndoKind.None), now, null) with { Authority = Authority.Automatic };

    public static Signature Signed(Approval approval, DateTimeOffset at, bool mine = false, SignatureDecision decision = SignatureDecision.Approve) => new(
        mine ? Me : Lin, mine ? "Kai Tan" : "Lin Wei", decision, mine ? SignatureWeight.Commander : SignatureWeight.Sre, SignedVia.Browser, approval.PlanHash, at, null, [], null, null);

    public static IReadOnlyList<PreFlightLine> Checks(DateTimeOffset now, bool red = false)
    {
        var at = now.AddSeconds(-14);
        var values = new Dictionary<string, string>
        {
            [PreFlightChecks.TargetExists] = "generation 57",
            [PreFlightChecks.Allowed] = "allowed",
            [PreFlightChecks.DryRun] = "accepted",
            [PreFlightChecks.NoRollout] = "clear",
            [PreFlightChecks.ReplicasHealthy] = "4 of 4",
            [PreFlightChecks.DisruptionBudget] = "1 of 4",
            [PreFlightChecks.Quota] = red ? "128 of 256 MiB" : "fits",
            [PreFlightChecks.UndoPossible] = "revision 42",
            [PreFlightChecks.Dependencies] = "INC-90",
        };
        return [.. values.Select(value => new PreFlightLine(
            value.Key,
            value.Key == PreFlightChecks.Quota && red ? PreFlightState.Red : value.Key == PreFlightChecks.Dependencies ? PreFlightState.Amber : PreFlightState.Green,
            value.Value, at))];
    }

    private static Plan Plan(Operation operation, string ns, string name, RiskLevel risk, UndoKind undo, params (string Name, string Value)[] parameters)
    {
        var from = parameters.Where(parameter => parameter.Name is PlanParameters.FromReplicas or PlanParameters.FromRevision)
            .ToDictionary(parameter => parameter.Name == PlanParameters.FromReplicas ? PlanParameters.Replicas : PlanParameters.Revision, parameter => parameter.Value);
        return new Plan(
            Guid.Empty, operation, new Target("home", new WorkloadRef(WorkloadKind.Deployment, ns, name), "uid", 57, null, null),
            parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value), new UndoPlan(undo, from), risk, SignaturePolicies.Default.Version);
    }

    private static Approval Of(long number, Plan plan, DateTimeOffset now, Guid? incident) => new()
    {
        Id = new Guid($"018f0000-0000-7000-8000-{number:D12}"),
        Number = number,
        IncidentId = incident,
        ClassKey = plan.Target.Workload.Name,
        Priority = Priority.P1,
        Plan = plan,
        PlanHash = PlanHash.Of(plan),
        State = ApprovalState.Pending,
        Authority = Authority.None,
        Reasons = [TrustReason.Of(TrustReasonCode.RiskNotLow, ("risk", plan.Risk.ToString())), TrustReason.Of(TrustReasonCode.NamespaceSuggests, ("namespace", plan.Target.Workload.Namespace))],
        ProposedByName = "AI",
        CreatedAt = now.AddMinutes(-4),
        ExpiresAt = now.AddSeconds(1543),
        PreFlight = Checks(now),
        StateSince = now.AddMinutes(-4),
    };
}
