using System.Globalization;
using Awoooi.Core.Incidents;

namespace Awoooi.Infrastructure.Postgres.Incidents;

/// <summary>Where a page ended: microseconds of opening and the id.</summary>
internal static class IncidentCursor
{
    public static string Of(Incident last) => string.Create(CultureInfo.InvariantCulture, $"{last.OpenedAt.UtcTicks / 10}.{last.Id:N}");

    /// <summary>Nulls for no cursor.</summary>
    /// <exception cref="FormatException">The text is not a cursor.</exception>
    public static (DateTimeOffset? At, Guid? Id) Parse(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return (null, null);
        }

        var dot = cursor.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var micros) && micros is > 0 and < 315_537_897_600_000_000
            && Guid.TryParseExact(cursor.AsSpan(dot + 1), "N", out var id)
            ? (new DateTimeOffset(micros * 10, TimeSpan.Zero), id)
            : throw new FormatException("cursor is not one that a page returned");
    }
}
