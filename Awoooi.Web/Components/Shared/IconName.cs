namespace Awoooi.Web.Components.Shared;

/// <summary>The line icons of the product, drawn on a 16 px grid.</summary>
public enum IconName
{
    Check,
    Cross,
    Dash,
    Equal,
    Undo,
    Arc,
    Clock,
    Warn,
    Question,
    Lock,
    ChevronDown,
    Key,
    Copy,
    Swap,
    Diamond,
}
