using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Trust;

namespace Awoooi.Tests.TestKit;

/// <summary>Builders of plans, approvals and signers with good defaults.</summary>
internal static class A
{
    public static readonly Guid ApprovalId = new("018f0000-0000-7000-8000-000000000231");
    public static readonly WorkloadRef Cart = new(WorkloadKind.Deployment, "shop", "cart");

    public static Plan Plan(Operation operation = Operation.RestartPod, RiskLevel risk = RiskLevel.Low, Guid? id = null, string uid = "uid-cart", params (string Name, string Value)[] parameters) => new(
        id ?? ApprovalId,
        operation,
        new Target("home", Cart, uid, 7, operation == Operation.RestartPod ? "cart-1" : null, operation == Operation.RestartPod ? "uid-pod" : null),
        parameters.ToDictionary(pair => pair.Name, pair => pair.Value),
        UndoPlan.Nothing,
        risk,
        SignaturePolicies.Default.Version);

    public static Plan Scale(int from, int to, RiskLevel risk = RiskLevel.Low, string uid = "uid-cart", Guid? id = null) => Plan(
        to > from ? Operation.ScaleUp : Operation.ScaleDown, risk, id, uid, (PlanParameters.FromReplicas, $"{from}"), (PlanParameters.Replicas, $"{to}"))
        with { Undo = new UndoPlan(UndoKind.ScaleBack, new Dictionary<string, string> { [PlanParameters.Replicas] = $"{from}" }) };

    public static Signer Person(string name, Roles roles = Roles.Sre, SignedVia via = SignedVia.Browser, DateTimeOffset? stepUp = null, DateTimeOffset? changed = null, Guid? raisedBy = null) => new(
        new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)),
        name, roles, via, stepUp, changed ?? An.Noon.AddYears(-1), raisedBy is { } by ? [by] : []);

    public static Signer Commander(string name, DateTimeOffset? stepUp = null) => Person(name, Roles.Sre | Roles.Commander, stepUp: stepUp ?? An.Noon);

    public static IReadOnlyList<PreFlightLine> Green(DateTimeOffset? at = null)
        => [.. PreFlightChecks.All.Select(check => new PreFlightLine(check, PreFlightState.Green, "ok", at ?? An.Noon))];

    public static IReadOnlyList<PreFlightLine> Red(string check)
        => [.. Green().Select(line => line.Check == check ? line with { State = PreFlightState.Red, Value = "no" } : line)];

    public static Decision Decision(RiskLevel risk, DecisionMode mode = DecisionMode.Approval, Guid? order = null)
        => new() { Mode = mode, Risk = risk, Reasons = [TrustReason.Of(TrustReasonCode.NamespaceSuggests, ("namespace", "shop"))], StandingOrder = order };

    public static NewApproval Request(Plan plan, DecisionMode mode = DecisionMode.Approval, Priority priority = Priority.P2, Guid? proposedBy = null, Guid? order = null, bool test = false) => new()
    {
        Plan = plan,
        Decision = Decision(plan.Risk, mode, order),
        ClassKey = "home:KubePodCrashLooping:shop/cart",
        Priority = priority,
        Test = test,
        ProposedBy = proposedBy,
        ProposedByName = "OpenClaw",
        PreFlight = Green(),
    };

    public static Approval Approval(RiskLevel risk = RiskLevel.Medium, Operation? operation = null, Guid? proposedBy = null, Priority priority = Priority.P2, DecisionMode mode = DecisionMode.Approval)
        => Request(operation is { } asked ? Plan(asked, risk) : Plan(risk: risk), mode, priority, proposedBy).Open(231, An.Noon);

    public static SigningMoment Moment(DateTimeOffset? now = null, bool frozen = false, bool onePerson = false, DateTimeOffset? installed = null)
        => new(now ?? An.Noon, frozen, new ApprovalRules { OnePerson = onePerson, InstalledAt = installed ?? An.Noon.AddYears(-2) });

    public static SignRequest Yes(Approval approval, int? standingOrder = null)
        => new(SignatureDecision.Approve, approval.PlanHash, null, approval.TypedId, standingOrder);

    public static SignRequest No(Approval approval, string? reason = "Wrong time") => new(SignatureDecision.Reject, approval.PlanHash, reason);

    public static Approval Accepted(ApprovalOutcome outcome) => Assert.IsType<ApprovalOutcome.Accepted>(outcome).Approval;

    public static RefusalCode Refused(ApprovalOutcome outcome) => Assert.IsType<ApprovalOutcome.Refused>(outcome).Refusal.Code;

    public static RcaVerdict Verdict(Operation operation = Operation.RestartPod, RiskLevel risk = RiskLevel.Low, int confidence = 91, BlastRadius? blast = null) => new()
    {
        Cause = "crash-loop",
        RootCause = "The container crashes at start.",
        Confidence = confidence,
        Workload = Cart,
        Operation = operation,
        Risk = risk,
        BlastRadius = blast ?? new BlastRadius(1, 3, TimeSpan.Zero, [], DataImpact.None),
        Cites = ["E1"],
        Provider = "rules",
        RuleSetHash = "r1",
    };

    /// <summary>A context in which a low risk runs alone.</summary>
    public static TrustContext Context() => new()
    {
        ClassKey = "home:KubePodCrashLooping:shop/cart",
        Catalogue = AutomationVerdict.Auto,
        Mode = AutonomyMode.Auto,
        Switch = AutonomySwitch.Acting,
        NamespaceAllowed = true,
        OperationAllowed = true,
        SymptomObserved = true,
        Now = An.Noon,
    };
}
