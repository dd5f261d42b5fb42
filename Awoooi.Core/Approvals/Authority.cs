namespace Awoooi.Core.Approvals;

/// <summary>On whose word an approval may execute.</summary>
public enum Authority
{
    None = 0,

    /// <summary>TrustEngine decided that it runs alone.</summary>
    Automatic,
    StandingOrder,
    Quorum,

    /// <summary>A solo operator under the one-person policy.</summary>
    OnePerson,

    /// <summary>A Commander alone, past quorum and freeze; marked for ever.</summary>
    BreakGlass,
}
