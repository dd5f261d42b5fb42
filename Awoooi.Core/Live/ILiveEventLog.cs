namespace Awoooi.Core.Live;

/// <summary>Place in the commit order; text form <c>123.45</c> is the event id of the stream.</summary>
public readonly record struct LiveCursor(ulong Transaction, long Sequence)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Transaction}.{Sequence}");

    public static bool TryParse(string? text, out LiveCursor cursor)
    {
        cursor = default;
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        if (dot < 1
            || !ulong.TryParse(text.AsSpan(0, dot), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var transaction)
            || !long.TryParse(text.AsSpan(dot + 1), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var sequence))
        {
            return false;
        }

        cursor = new LiveCursor(transaction, sequence);
        return true;
    }
}

/// <summary>One committed event; data is JSON text.</summary>
public sealed record LiveEvent(LiveCursor Cursor, string Type, string Data);

/// <summary>
/// The events of the last hour in commit order. Only events whose earlier transactions have all ended are given out, so that a
/// reader who resumes from a cursor misses nothing.
/// </summary>
public interface ILiveEventLog
{
    /// <summary>The newest place; a reader without a cursor starts here.</summary>
    Task<LiveCursor> EndAsync(CancellationToken cancel);

    /// <summary>Whether everything after the cursor is still kept.</summary>
    Task<bool> ReachesAsync(LiveCursor cursor, CancellationToken cancel);

    Task<IReadOnlyList<LiveEvent>> ReadAsync(LiveCursor after, int most, CancellationToken cancel);
}
