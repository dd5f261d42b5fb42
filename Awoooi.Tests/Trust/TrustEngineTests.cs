using Awoooi.Core.Alerts;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Trust;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Trust;

public sealed class TrustEngineTests
{
    private static readonly TrustScore Calibrated = new(40, 40);

    [Fact]
    public void A_low_risk_runs_alone_when_everything_agrees()
    {
        var decision = Decide(A.Context());

        Assert.Equal(DecisionMode.Auto, decision.Mode);
        Assert.Equal(RiskLevel.Low, decision.Risk);
        Assert.Empty(decision.Reasons);
        Assert.Null(decision.StandingOrder);
    }

    public static TheoryData<string, TrustContext, TrustReasonCode> Against => new()
    {
        { "catalogue", A.Context() with { Catalogue = AutomationVerdict.Approve }, TrustReasonCode.CatalogueAsks },
        { "suggest", A.Context() with { Mode = AutonomyMode.Suggest }, TrustReasonCode.NamespaceSuggests },
        { "unknown namespace", A.Context() with { Mode = null }, TrustReasonCode.NamespaceUnknown },
        { "asking", A.Context() with { Switch = AutonomySwitch.Asking }, TrustReasonCode.SwitchAsking },
        { "paused", A.Context() with { Switch = AutonomySwitch.Paused }, TrustReasonCode.SwitchPaused },
        { "test", A.Context() with { Test = true }, TrustReasonCode.TestAlert },
        { "symptom", A.Context() with { SymptomObserved = false }, TrustReasonCode.SymptomNotObserved },
        { "data store", A.Context() with { DataStoreTarget = true }, TrustReasonCode.DataStoreTarget },
        { "freeze", A.Context() with { Freeze = "year end" }, TrustReasonCode.ChangeFreeze },
        { "critical namespace", A.Context() with { CriticalNamespace = true }, TrustReasonCode.RiskNotLow },
    };

    [Theory]
    [MemberData(nameof(Against))]
    internal void Each_single_doubt_asks_for_a_signature_and_says_so(string name, TrustContext context, TrustReasonCode code)
    {
        var decision = Decide(context);

        Assert.Equal((name, DecisionMode.Approval), (name, decision.Mode));
        Assert.Contains(decision.Reasons, reason => reason.Code == code && reason.PreventsAutomatic);
    }

    public static TheoryData<string, TrustContext, TrustReasonCode> LeftToPeople => new()
    {
        { "manual", A.Context() with { Catalogue = AutomationVerdict.Manual }, TrustReasonCode.CatalogueManual },
        { "none", A.Context() with { Catalogue = AutomationVerdict.None }, TrustReasonCode.CatalogueManual },
        { "blind", A.Context() with { Blind = true }, TrustReasonCode.MonitoringBlind },
        { "elsewhere", A.Context() with { Elsewhere = true }, TrustReasonCode.OtherCluster },
        { "namespace", A.Context() with { NamespaceAllowed = false }, TrustReasonCode.NamespaceNotAllowed },
        { "operation", A.Context() with { OperationAllowed = false }, TrustReasonCode.OperationNotAllowed },
        { "observe", A.Context() with { Mode = AutonomyMode.Observe }, TrustReasonCode.NamespaceObserves },
    };

    [Theory]
    [MemberData(nameof(LeftToPeople))]
    internal void What_no_signature_could_make_right_is_left_to_people(string name, TrustContext context, TrustReasonCode code)
    {
        var decision = Decide(context with { Score = Calibrated });

        Assert.Equal((name, DecisionMode.Manual), (name, decision.Mode));
        Assert.Contains(decision.Reasons, reason => reason.Code == code);
    }

    [Fact]
    public void Observing_records_what_would_have_been_done()
    {
        Assert.Equal(DecisionMode.Auto, Decide(A.Context() with { Mode = AutonomyMode.Observe }).Shadow);
        Assert.Equal(DecisionMode.Approval, Decide(A.Context() with { Mode = AutonomyMode.Observe, SymptomObserved = false }).Shadow);
        Assert.Null(Decide(A.Context()).Shadow);
    }

    [Theory]
    [InlineData(60, RiskLevel.Low)]
    [InlineData(59, RiskLevel.Medium)]
    public void Confidence_below_60_raises_by_one_level(int confidence, RiskLevel risk)
        => Assert.Equal(risk, Decide(A.Context(), A.Verdict(confidence: confidence)).Risk);

    [Theory]
    [InlineData(1, 2, RiskLevel.Low)]
    [InlineData(2, 3, RiskLevel.Medium)]
    [InlineData(3, 3, RiskLevel.Medium)]
    [InlineData(null, 3, RiskLevel.Medium)]
    [InlineData(1, null, RiskLevel.Medium)]
    public void More_than_half_of_the_pods_or_an_unknown_number_raises(int? affected, int? total, RiskLevel risk)
        => Assert.Equal(risk, Decide(A.Context(), A.Verdict(blast: new BlastRadius(affected, total, null, null, DataImpact.None))).Risk);

    [Theory]
    [InlineData(DataImpact.None, RiskLevel.Low)]
    [InlineData(DataImpact.ReadOnly, RiskLevel.Low)]
    [InlineData(DataImpact.Write, RiskLevel.High)]
    [InlineData(DataImpact.Destructive, RiskLevel.Critical)]
    public void Data_impact_sets_the_least_risk(DataImpact impact, RiskLevel risk)
        => Assert.Equal(risk, Decide(A.Context() with { Score = Calibrated }, A.Verdict(blast: new BlastRadius(1, 3, null, null, impact))).Risk);

    [Theory]
    [InlineData(Operation.RestartPod, RiskLevel.Low)]
    [InlineData(Operation.RestartDeployment, RiskLevel.Low)]
    [InlineData(Operation.ScaleUp, RiskLevel.Low)]
    [InlineData(Operation.ScaleDown, RiskLevel.Medium)]
    [InlineData(Operation.Rollback, RiskLevel.High)]
    public void An_operation_never_falls_below_its_floor(Operation operation, RiskLevel floor)
        => Assert.Equal(floor, Decide(A.Context() with { Score = Calibrated }, A.Verdict(operation), byPerson: true).Risk);

    [Fact]
    public void A_model_that_may_be_steered_raises_and_an_ungrounded_answer_is_high()
    {
        Assert.Equal(RiskLevel.Medium, Decide(A.Context() with { InjectionSuspected = true }).Risk);
        Assert.Equal(RiskLevel.High, Decide(A.Context() with { Ungrounded = true }).Risk);
        Assert.Equal(RiskLevel.Critical, Decide(A.Context() with { Ungrounded = true, InjectionSuspected = true }).Risk);
    }

    [Fact]
    public void An_exhausted_budget_raises_all_but_a_rollback()
    {
        Assert.Equal(RiskLevel.Medium, Decide(A.Context() with { ErrorBudgetExhausted = true }).Risk);
        Assert.Equal(RiskLevel.High, Decide(A.Context() with { ErrorBudgetExhausted = true }, A.Verdict(Operation.Rollback)).Risk);
    }

    [Fact]
    public void A_target_owned_by_gitops_takes_restarts_one_level_up_and_nothing_else()
    {
        var owned = A.Context() with { GitOpsOwner = "Argo CD" };

        Assert.Equal((DecisionMode.Approval, RiskLevel.Medium), Outcome(Decide(owned)));
        Assert.Equal(DecisionMode.Manual, Decide(owned, A.Verdict(Operation.ScaleUp)).Mode);
        Assert.Equal(DecisionMode.Manual, Decide(owned, A.Verdict(Operation.Rollback)).Mode);
    }

    [Fact]
    public void Scaling_down_is_proposed_by_people_only()
    {
        Assert.Equal(DecisionMode.Manual, Decide(A.Context(), A.Verdict(Operation.ScaleDown)).Mode);
        Assert.Equal(DecisionMode.Approval, Decide(A.Context(), A.Verdict(Operation.ScaleDown), byPerson: true).Mode);
    }

    [Fact]
    public void Calibrated_trust_lowers_by_one_level_and_lifts_the_catalogue()
    {
        var lowered = Decide(A.Context() with { CriticalNamespace = true, Score = Calibrated });
        var lifted = Decide(A.Context() with { Catalogue = AutomationVerdict.Approve, Score = Calibrated });

        Assert.Equal((DecisionMode.Auto, RiskLevel.Low), Outcome(lowered));
        Assert.Contains(lowered.Reasons, reason => reason.Code == TrustReasonCode.TrustLoweredRisk);
        Assert.Equal(DecisionMode.Auto, lifted.Mode);
        Assert.Contains(lifted.Reasons, reason => reason.Code == TrustReasonCode.TrustLiftsCatalogue);
    }

    [Fact]
    public void The_own_confidence_of_a_model_never_lowers_risk()
        => Assert.Equal(RiskLevel.Medium, Decide(A.Context(), A.Verdict(risk: RiskLevel.Medium, confidence: 100)).Risk);

    [Fact]
    public void The_card_says_how_many_samples_are_missing()
    {
        var decision = Decide(A.Context() with { Catalogue = AutomationVerdict.Approve, Score = new TrustScore(17, 17) });

        Assert.Equal("3", decision.Reasons.Single(reason => reason.Code == TrustReasonCode.SamplesMissing).Values["needed"]);
    }

    [Fact]
    public void A_standing_order_lets_a_medium_risk_run_alone_and_is_cited()
    {
        var plan = A.Plan(risk: RiskLevel.Medium);
        var order = StandingOrderTests.Order(plan);
        var context = A.Context() with { Catalogue = AutomationVerdict.Approve, CriticalNamespace = true, StandingOrders = [order] };

        var decision = Decide(context);

        Assert.Equal((DecisionMode.Auto, RiskLevel.Medium), Outcome(decision));
        Assert.Equal(order.Id, decision.StandingOrder);
        Assert.Equal(DecisionMode.Approval, Decide(context with { Switch = AutonomySwitch.Asking }).Mode);
        Assert.Equal(DecisionMode.Approval, Decide(context with { CriticalNamespace = false, Catalogue = AutomationVerdict.Approve }).Mode);
        Assert.NotEqual(DecisionMode.Auto, Decide(context with { Catalogue = AutomationVerdict.Manual }, byPerson: true).Mode);
    }

    [Fact]
    public void A_test_alert_gets_its_card_even_though_its_plan_does_nothing()
    {
        Assert.Equal(DecisionMode.Approval, Decide(A.Context() with { Test = true }, A.Verdict(Operation.Manual)).Mode);
        Assert.Equal(DecisionMode.Manual, Decide(A.Context(), A.Verdict(Operation.Manual)).Mode);
    }

    private static (DecisionMode Mode, RiskLevel Risk) Outcome(Decision decision) => (decision.Mode, decision.Risk);

    private static Decision Decide(TrustContext context, RcaVerdict? verdict = null, bool byPerson = false)
    {
        verdict ??= A.Verdict();
        return TrustEngine.Decide(verdict, new ProposedAction(A.Plan(verdict.Operation), byPerson), context);
    }
}
