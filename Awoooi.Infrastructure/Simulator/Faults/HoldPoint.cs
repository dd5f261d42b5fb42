namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>Where a held request stands still.</summary>
public enum HoldPoint
{
    /// <summary>Before it is applied; it vanishes with its client.</summary>
    Arrived,

    /// <summary>Before it is applied; it will be, also when its client is gone by then.</summary>
    Accepted,

    /// <summary>It is applied, its answer is not sent yet.</summary>
    Applied,
}
