using System.Globalization;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;

namespace Awoooi.Core.Trust;

/// <summary>Works out how bad an action could be.</summary>
internal static class RiskAssessment
{
    private const int LeastConfidence = 60;

    /// <summary>The highest of all floors, then raises, then at most one step down for calibrated trust.</summary>
    public static (RiskLevel Risk, IReadOnlyList<TrustReason> Reasons) Of(RcaVerdict verdict, OperationTraits traits, TrustContext context)
    {
        var reasons = new List<TrustReason>();
        var floor = traits.Floor ?? RiskLevel.Low;
        var risk = floor;
        if (floor > RiskLevel.Low)
        {
            reasons.Add(Reason(TrustReasonCode.OperationFloor, floor));
        }

        void AtLeast(RiskLevel level, TrustReasonCode code)
        {
            if (level > risk)
            {
                risk = level;
                reasons.Add(Reason(code, level));
            }
        }

        void Raise(bool applies, TrustReasonCode code, params ReadOnlySpan<(string, string)> values)
        {
            if (applies && risk < RiskLevel.Critical)
            {
                risk++;
                reasons.Add(TrustReason.Of(code, values));
            }
        }

        AtLeast(verdict.Risk, TrustReasonCode.VerdictRisk);
        var impact = verdict.BlastRadius.DataImpact ?? DataImpact.None;
        AtLeast(impact >= DataImpact.Destructive ? RiskLevel.Critical : RiskLevel.Low, TrustReasonCode.DestroysData);
        AtLeast(impact >= DataImpact.Write ? RiskLevel.High : RiskLevel.Low, TrustReasonCode.WritesData);
        AtLeast(context.Ungrounded ? RiskLevel.High : RiskLevel.Low, TrustReasonCode.UngroundedAnswer);

        Raise(context.InjectionSuspected, TrustReasonCode.InjectionSuspected);
        Raise(verdict.Confidence < LeastConfidence, TrustReasonCode.LowConfidence, ("confidence", Text(verdict.Confidence)));
        if (verdict.BlastRadius is { AffectedPods: { } affected, TotalPods: { } total, DataImpact: not null })
        {
            Raise(2 * (long)affected > total, TrustReasonCode.MostPodsTouched, ("affected", Text(affected)), ("total", Text(total)));
        }
        else
        {
            Raise(true, TrustReasonCode.BlastRadiusUnknown);
        }

        Raise(context.ErrorBudgetExhausted && traits.Operation != Operation.Rollback, TrustReasonCode.ErrorBudgetExhausted);
        Raise(context.CriticalNamespace, TrustReasonCode.CriticalNamespace);
        Raise(context.GitOpsOwner is not null && traits.RestartsOnly, TrustReasonCode.GitOpsRestart, ("owner", context.GitOpsOwner ?? ""));

        if (context.Score.IsCalibrated && risk > floor && verdict.BlastRadius.DataImpact < DataImpact.Write)
        {
            risk--;
            reasons.Add(TrustReason.Of(TrustReasonCode.TrustLoweredRisk, ("successes", Text(context.Score.Successes)), ("samples", Text(context.Score.Samples))));
        }

        return (risk, reasons);
    }

    private static TrustReason Reason(TrustReasonCode code, RiskLevel level) => TrustReason.Of(code, ("risk", level.ToString()));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
