namespace Awoooi.Core.Alerts;

/// <summary>Order of work and of promises to people; P0 is the most urgent.</summary>
public enum Priority
{
    P0 = 0,
    P1 = 1,
    P2 = 2,
    P3 = 3,
}
