namespace Awoooi.Core.Alerts;

/// <summary>The catalogue's ceiling for what may happen without a person; ordered, higher allows more.</summary>
public enum AutomationVerdict
{
    /// <summary>Nothing to do.</summary>
    None = 0,

    /// <summary>Never automate; a runbook for people.</summary>
    Manual = 1,

    /// <summary>Suggest; a person signs.</summary>
    Approve = 2,

    /// <summary>May run alone when everything else agrees.</summary>
    Auto = 3,
}
