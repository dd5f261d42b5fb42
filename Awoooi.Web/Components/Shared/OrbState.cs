namespace Awoooi.Web.Components.Shared;

/// <summary>State of one service. Shape and word carry it, colour only helps; no data is never green.</summary>
public enum OrbState
{
    Ok,
    Slow,
    Down,
    NoData,
    Planned,
    Working,
}

/// <summary>Names of <see cref="OrbState"/> in styles and texts.</summary>
public static class OrbStates
{
    public static string Css(this OrbState state) => state.ToString().ToLowerInvariant();

    public static string TextKey(this OrbState state) => state switch
    {
        OrbState.Ok => "orb.ok",
        OrbState.Slow => "orb.slow",
        OrbState.Down => "orb.down",
        OrbState.NoData => "orb.noData",
        OrbState.Planned => "orb.planned",
        OrbState.Working => "orb.working",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
