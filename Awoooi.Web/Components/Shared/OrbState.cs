namespace Awoooi.Web.Components.Shared;

/// <summary>State of one service. Shape and word carry it, colour only helps; no data is never green.</summary>
public enum OrbState
{
    Ok,
    Slow,

    /// <summary>Some of its pods are ready, some are not.</summary>
    Partly,
    Down,
    NoData,
    Planned,
    Working,
}

/// <summary>Names of <see cref="OrbState"/> in styles and texts.</summary>
public static class OrbStates
{
    /// <summary>Not well but not down has one shape; the word tells the two apart.</summary>
    public static string Css(this OrbState state) => (state == OrbState.Partly ? OrbState.Slow : state).ToString().ToLowerInvariant();

    public static string TextKey(this OrbState state) => state switch
    {
        OrbState.Ok => "orb.ok",
        OrbState.Slow => "orb.slow",
        OrbState.Partly => "orb.partly",
        OrbState.Down => "orb.down",
        OrbState.NoData => "orb.noData",
        OrbState.Planned => "orb.planned",
        OrbState.Working => "orb.working",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
