namespace Awoooi.Web.Components.Live;

/// <summary>
/// Whether what the page shows can be trusted as current: the heartbeat came through database, listener and worker lately.
/// Cascaded by the layout; buttons that act are off while it says no.
/// </summary>
/// <param name="Since">When the last heartbeat was heard, if it is not live; null when none ever was.</param>
public sealed record LiveStatus(bool IsLive, DateTimeOffset? Since)
{
    /// <summary>A heartbeat older than this is no heartbeat.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public static LiveStatus At(DateTimeOffset now, DateTimeOffset? heartbeat)
        => new(heartbeat is { } heard && now - heard <= Patience, heartbeat);
}
