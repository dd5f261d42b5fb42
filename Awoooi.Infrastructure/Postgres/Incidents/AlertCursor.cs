using System.Globalization;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Where a page of an incident's alerts ended; times count in microseconds, as the database keeps them.</summary>
internal sealed record AlertCursor(DateTimeOffset FirstReceivedAt, Guid Key, DateTimeOffset StartsAt)
{
    private const long LastMicrosecond = 315_537_897_600_000_000;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{FirstReceivedAt.UtcTicks / 10}.{Key:N}.{StartsAt.UtcTicks / 10}");

    /// <summary>Null for no cursor.</summary>
    /// <exception cref="FormatException">The text is not a cursor.</exception>
    public static AlertCursor? Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        return cursor.Split('.') is [var first, var id, var starts] && Time(first) is { } received && Guid.TryParseExact(id, "N", out var key) && Time(starts) is { } began
            ? new AlertCursor(received, key, began)
            : throw new FormatException("cursor is not one that a page returned");
    }

    private static DateTimeOffset? Time(string text)
        => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var micros) && micros < LastMicrosecond ? new DateTimeOffset(micros * 10, TimeSpan.Zero) : null;
}
