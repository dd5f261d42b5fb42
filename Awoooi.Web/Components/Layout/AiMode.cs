namespace Awoooi.Web.Components.Layout;

/// <summary>What the AI may do by itself right now, as the bar shows it.</summary>
public enum AiMode
{
    NotKnown,
    Acting,
    Asking,
    Paused,
}
