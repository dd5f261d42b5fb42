namespace Awoooi.Web.Components.Shared;

/// <summary>Where a dot matrix stands: decides its height and whether unlit dots are drawn.</summary>
public enum DotMatrixLook
{
    /// <summary>The wordmark in the bar: lit dots only.</summary>
    Mark,

    /// <summary>The wordmark above sign-in.</summary>
    Gate,

    /// <summary>The autonomy index.</summary>
    Index,

    /// <summary>The single count on a calm page.</summary>
    Calm,
}
