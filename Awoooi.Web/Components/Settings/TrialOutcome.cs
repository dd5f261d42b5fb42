using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Components.Settings;

/// <summary>What would come of an alert, as the key of a sentence; the strongest reason first.</summary>
internal static class TrialOutcome
{
    public static string Of(Alert alert, Installation home) => alert switch
    {
        { Heartbeat: true } => "heartbeat",
        { Status: AlertStatus.Resolved } => "resolved",
        { Test: true } => "test",
        { Blind: true } => "blind",
        _ when Fingerprint.IsElsewhere(alert, home.Cluster) => "elsewhere",
        { Automation: AutomationVerdict.Auto } => "auto",
        { Automation: AutomationVerdict.Approve } => "approve",
        { Automation: AutomationVerdict.Manual } => "manual",
        _ => "none",
    };
}
