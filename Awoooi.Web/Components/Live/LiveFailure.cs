namespace Awoooi.Web.Components.Live;

/// <summary>A reading that failed: when, and when the next is due. The cause is in the log, not on the page.</summary>
public sealed record LiveFailure(DateTimeOffset At, DateTimeOffset NextTry);
