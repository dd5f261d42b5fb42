namespace Awoooi.Core.Trust;

/// <summary>How far AWOOOI may go in a namespace; ordered.</summary>
public enum AutonomyMode
{
    /// <summary>Shadow: what would have been done is recorded, nothing is proposed.</summary>
    Observe = 0,

    /// <summary>Everything needs a signature; the mode of a new namespace.</summary>
    Suggest = 1,

    Auto = 2,
}

/// <summary>The installation's switch, shown as "AI: acting | asking | paused".</summary>
public enum AutonomySwitch
{
    Acting = 0,

    /// <summary>Nothing starts without a signature.</summary>
    Asking = 1,

    /// <summary>Nothing starts at all.</summary>
    Paused = 2,
}
