namespace Awoooi.Web.Components.Shared;

/// <summary>How loud a button is: one <see cref="Primary"/> per view at most.</summary>
public enum ButtonLook
{
    Plain,
    Primary,
    Quiet,
}

/// <summary>Height of a button: 36, 44 or 48 px.</summary>
public enum ButtonSize
{
    Small,
    Normal,
    Big,
}
