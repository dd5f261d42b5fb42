using System.Globalization;
using Awoooi.Core.Audit;
using Awoooi.Core.People;
using Awoooi.Core.Trust;

namespace Awoooi.Web.Components.Automation;

/// <summary>What bounds automation, who looks, and the latest turns of the switch.</summary>
public sealed record AutomationModel(AutomationRules Rules, Actor? Viewer, IReadOnlyList<StoredAuditEntry> History)
{
    public bool ICommand => Viewer is { } viewer && viewer.Roles.HasFlag(Roles.Commander);

    /// <summary>Differs when a new drawing would show something new.</summary>
    public string Print => string.Join('|', new object?[]
    {
        Rules.Switch.State, Rules.Switch.ChangedAt, Rules.Switch.Reason, ICommand, History.Count == 0 ? null : History[0].Seq,
        string.Join(';', Rules.Namespaces.Select(Line)),
        string.Join(';', Rules.Windows.Select(window => $"{window.Id} {window.StartsAt <= Rules.Now}")),
        string.Join(';', Rules.StandingOrders.Select(order => $"{order.Id} {order.UsedToday} {order.RevokedAt}")),
    }.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));

    /// <summary>Equal for rules that permit the same.</summary>
    internal static string Line(NamespaceRule rule)
        => $"{rule.Namespace} {rule.Mode} {rule.Allowed} {rule.Critical} {rule.DryRun} {(rule.Operations is null ? "*" : string.Join(',', rule.Operations.Order()))}";
}
