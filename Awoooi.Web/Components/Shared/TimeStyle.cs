namespace Awoooi.Web.Components.Shared;

/// <summary>How a moment is written; always 24 h, in the zone of the viewer.</summary>
public enum TimeStyle
{
    /// <summary>14:22, with the date when it is another day.</summary>
    Minute,

    /// <summary>14:22:05.</summary>
    Second,

    /// <summary>2026-11-21 14:22.</summary>
    Full,

    /// <summary>"14 s ago" below an hour, then as <see cref="Minute"/>.</summary>
    Ago,

    /// <summary>"14 s", "3 min", "2 h": an age in a narrow column.</summary>
    Age,
}
