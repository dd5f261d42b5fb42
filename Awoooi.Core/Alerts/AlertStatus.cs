namespace Awoooi.Core.Alerts;

/// <summary>Whether the source says the condition holds now.</summary>
public enum AlertStatus
{
    Firing = 0,
    Resolved = 1,
}
