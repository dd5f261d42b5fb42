using System.Globalization;
using Awoooi.Core.Alerts;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;

namespace Awoooi.Core.Trust;

/// <summary>Decides whether an action runs alone, waits for signatures or is left to people. Pure; the same facts give the same decision.</summary>
public static class TrustEngine
{
    public static Decision Decide(RcaVerdict verdict, ProposedAction action, TrustContext context)
    {
        ArgumentNullException.ThrowIfNull(verdict);
        ArgumentNullException.ThrowIfNull(action);
        ArgumentNullException.ThrowIfNull(context);
        var traits = OperationCatalogue.Of(action.Plan.Operation);
        var (risk, reasons) = RiskAssessment.Of(verdict, traits, context);
        var left = LeftToPeople(traits, action, context);
        if (left.Count > 0)
        {
            return new Decision { Mode = DecisionMode.Manual, Risk = risk, Reasons = [.. reasons, .. left] };
        }

        if (context.Mode == AutonomyMode.Observe)
        {
            var shadow = Judge(action, context with { Mode = AutonomyMode.Auto }, risk, reasons);
            return shadow with
            {
                Mode = DecisionMode.Manual,
                Shadow = shadow.Mode,
                StandingOrder = null,
                Reasons = [.. shadow.Reasons, TrustReason.Of(TrustReasonCode.NamespaceObserves, ("namespace", action.Plan.Target.Workload.Namespace))],
            };
        }

        return Judge(action, context, risk, reasons);
    }

    /// <summary>What no signature could make right.</summary>
    private static List<TrustReason> LeftToPeople(OperationTraits traits, ProposedAction action, TrustContext context)
    {
        var reasons = new List<TrustReason>();
        void If(bool applies, TrustReasonCode code, params ReadOnlySpan<(string, string)> values)
        {
            if (applies)
            {
                reasons.Add(TrustReason.Of(code, values));
            }
        }

        If(context.Elsewhere, TrustReasonCode.OtherCluster, ("cluster", action.Plan.Cluster));
        If(context.Blind, TrustReasonCode.MonitoringBlind);

        // A test walks the whole chain with a plan that does nothing.
        If(traits.Floor is null && !context.Test, TrustReasonCode.NothingToExecute);
        if (traits.Floor is null)
        {
            return reasons;
        }

        // The ceiling binds what machines propose; a person may propose against it and finds others to sign.
        If(context.Catalogue <= AutomationVerdict.Manual && !action.ProposedByPerson, TrustReasonCode.CatalogueManual, ("verdict", context.Catalogue.ToString()));
        If(traits.Proposers == Proposers.PeopleOnly && !action.ProposedByPerson, TrustReasonCode.PeopleOnlyOperation);
        If(!context.NamespaceAllowed, TrustReasonCode.NamespaceNotAllowed, ("namespace", action.Plan.Target.Workload.Namespace));
        If(!context.OperationAllowed, TrustReasonCode.OperationNotAllowed, ("operation", traits.WireName));
        If(context.GitOpsOwner is not null && !traits.RestartsOnly, TrustReasonCode.GitOpsOwned, ("owner", context.GitOpsOwner ?? ""));
        return reasons;
    }

    private static Decision Judge(ProposedAction action, TrustContext context, RiskLevel risk, IReadOnlyList<TrustReason> riskReasons)
    {
        var plan = action.Plan with { Risk = risk };
        var orders = context.StandingOrders.Select(order => (Order: order, Void: order.Evaluate(context.ClassKey, plan, context.Now))).ToList();
        var order = context.Catalogue >= AutomationVerdict.Approve ? orders.FirstOrDefault(candidate => candidate.Void is null).Order : null;
        var lifts = new List<TrustReason>();
        if (order is not null)
        {
            lifts.Add(TrustReason.Of(TrustReasonCode.StandingOrderApplies, ("id", order.Id.ToString()), ("by", string.Join(", ", order.GrantedBy))));
        }
        else if (context.Catalogue == AutomationVerdict.Approve && context.Score.IsCalibrated)
        {
            lifts.Add(TrustReason.Of(TrustReasonCode.TrustLiftsCatalogue, ("successes", Number(context.Score.Successes)), ("samples", Number(context.Score.Samples))));
        }

        var against = Against(action, context, risk, order, lifts.Count > 0);
        if (order is null && context.Catalogue != AutomationVerdict.Auto && orders.Count > 0)
        {
            against.Add(TrustReason.Of(TrustReasonCode.StandingOrderVoid, ("why", orders[0].Void.ToString()!)));
        }

        var alone = against.Count == 0;
        return new Decision
        {
            Mode = alone ? DecisionMode.Auto : DecisionMode.Approval,
            Risk = risk,
            Reasons = [.. riskReasons, .. lifts, .. against],
            StandingOrder = alone ? order?.Id : null,
        };
    }

    private static List<TrustReason> Against(ProposedAction action, TrustContext context, RiskLevel risk, StandingOrder? order, bool lifted)
    {
        var reasons = new List<TrustReason>();
        void If(bool applies, TrustReasonCode code, params ReadOnlySpan<(string, string)> values)
        {
            if (applies)
            {
                reasons.Add(TrustReason.Of(code, values));
            }
        }

        // A standing order was signed for exactly this risk, which is medium at most.
        If(risk > RiskLevel.Low && order is null, TrustReasonCode.RiskNotLow, ("risk", risk.ToString()));
        If(context.Catalogue < AutomationVerdict.Auto && !lifted, TrustReasonCode.CatalogueAsks, ("verdict", context.Catalogue.ToString()));
        If(context.Catalogue == AutomationVerdict.Approve && !lifted, TrustReasonCode.SamplesMissing, ("needed", Number(context.Score.SuccessesNeeded)));
        If(context.Mode is null, TrustReasonCode.NamespaceUnknown, ("namespace", action.Plan.Target.Workload.Namespace));
        If(context.Mode == AutonomyMode.Suggest, TrustReasonCode.NamespaceSuggests, ("namespace", action.Plan.Target.Workload.Namespace));
        If(context.Switch == AutonomySwitch.Asking, TrustReasonCode.SwitchAsking);
        If(context.Switch == AutonomySwitch.Paused, TrustReasonCode.SwitchPaused);
        If(context.Test, TrustReasonCode.TestAlert);
        If(!context.SymptomObserved, TrustReasonCode.SymptomNotObserved);
        If(context.DataStoreTarget, TrustReasonCode.DataStoreTarget);
        If(context.Freeze is not null, TrustReasonCode.ChangeFreeze, ("freeze", context.Freeze ?? ""));
        return reasons;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
