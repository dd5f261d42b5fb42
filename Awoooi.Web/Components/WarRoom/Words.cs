using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>Sentences of the War Room that depend on values, in the language of the face.</summary>
internal static class Words
{
    /// <summary>Values whose order the sentences of a reason take.</summary>
    private static readonly Dictionary<TrustReasonCode, string[]> ReasonValues = new()
    {
        [TrustReasonCode.OperationFloor] = ["risk"],
        [TrustReasonCode.VerdictRisk] = ["risk"],
        [TrustReasonCode.WritesData] = ["risk"],
        [TrustReasonCode.DestroysData] = ["risk"],
        [TrustReasonCode.UngroundedAnswer] = ["risk"],
        [TrustReasonCode.LowConfidence] = ["confidence"],
        [TrustReasonCode.MostPodsTouched] = ["affected", "total"],
        [TrustReasonCode.GitOpsRestart] = ["owner"],
        [TrustReasonCode.TrustLoweredRisk] = ["successes", "samples"],
        [TrustReasonCode.StandingOrderApplies] = ["by"],
        [TrustReasonCode.TrustLiftsCatalogue] = ["successes", "samples"],
        [TrustReasonCode.RiskNotLow] = ["risk"],
        [TrustReasonCode.NamespaceSuggests] = ["namespace"],
        [TrustReasonCode.NamespaceUnknown] = ["namespace"],
        [TrustReasonCode.ChangeFreeze] = ["freeze"],
        [TrustReasonCode.StandingOrderVoid] = ["why"],
        [TrustReasonCode.SamplesMissing] = ["needed"],
        [TrustReasonCode.OtherCluster] = ["cluster"],
        [TrustReasonCode.NamespaceNotAllowed] = ["namespace"],
        [TrustReasonCode.OperationNotAllowed] = ["operation"],
        [TrustReasonCode.GitOpsOwned] = ["owner"],
        [TrustReasonCode.NamespaceObserves] = ["namespace"],
    };

    private static readonly Dictionary<RefusalCode, string[]> RefusalValues = new()
    {
        [RefusalCode.NotWaiting] = ["state"],
        [RefusalCode.RoleMissing] = ["needed"],
        [RefusalCode.StepUpRequired] = ["minutes"],
        [RefusalCode.AccountTooYoung] = ["until"],
        [RefusalCode.AccountRaisedByOtherSigner] = ["other"],
        [RefusalCode.ReasonTooLong] = ["most"],
        [RefusalCode.PreFlightRed] = ["check", "value"],
        [RefusalCode.StandingOrderNotAllowed] = ["most"],
        [RefusalCode.ExtensionsUsedUp] = ["most"],
        [RefusalCode.TargetBusy] = ["approval"],
    };

    private static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    public static string Title(Plan plan) => IsChinese ? PlanTitle.Chinese(plan) : PlanTitle.English(plan);

    public static string Of(IStringLocalizer<WarRoomText> l, TrustReason reason)
        => l[$"reason.{WireNames.Snake(reason.Code)}", [.. ReasonValues.GetValueOrDefault(reason.Code, []).Select(name => Value(l, name, reason.Values))]];

    public static string Of(IStringLocalizer<WarRoomText> l, Refusal refusal, Viewer viewer)
        => l[$"refusal.{WireNames.Of(refusal.Code)}", [.. RefusalValues.GetValueOrDefault(refusal.Code, []).Select(name => Value(l, name, refusal.Values, viewer))]];

    public static string State(IStringLocalizer<WarRoomText> l, ApprovalState state) => l[StateLook.Of(state).Key];

    /// <summary>The policy of a risk: "2 people, at least 1 Commander".</summary>
    public static string Policy(IStringLocalizer<WarRoomText> l, RiskLevel risk, ApprovalRules rules)
        => string.Join(l["policy.or"], rules.Policies.For(risk).Thresholds.Select(threshold => threshold switch
        {
            { People: 1, Commanders: 0 } => l["policy.one"].Value,
            { People: 1 } => l["policy.commander"].Value,
            { Commanders: 0 } => l["policy.people", threshold.People].Value,
            _ => l["policy.both", threshold.People, threshold.Commanders].Value,
        }));

    private static string Value(IStringLocalizer<WarRoomText> l, string name, IReadOnlyDictionary<string, string> values, Viewer? viewer = null)
    {
        if (!values.TryGetValue(name, out var value))
        {
            return "?";
        }

        return name switch
        {
            "risk" => l[$"risk.{value.ToLowerInvariant()}"].Value,
            "why" => l[$"order.{value}"].Value,
            "check" => l[$"check.{value}"].Value,
            "state" when WireNames.Find<ApprovalState>(value) is { } state => State(l, state),
            "until" when DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var until)
                => (viewer ?? Viewer.Default).Local(until).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            _ => value,
        };
    }
}
