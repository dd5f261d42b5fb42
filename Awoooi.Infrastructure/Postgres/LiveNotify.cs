using Npgsql;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Publishes live topics with the commit of the caller's transaction.</summary>
public static class LiveNotify
{
    /// <summary>Channel that every replica listens on.</summary>
    public const string Channel = "awoooi_live";

    /// <summary>Sends one NOTIFY for all topics (deduplicated, at most 7 000 bytes; more becomes the topic <c>*</c>, meaning everything).</summary>
    public static async Task PublishAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<string> topics, CancellationToken cancel)
    {
        var payload = string.Join('\n', topics.Distinct(StringComparer.Ordinal));
        if (payload.Length == 0)
        {
            return;
        }

        if (payload.Length > 7000)
        {
            payload = "*";
        }

        await using var command = new NpgsqlCommand("select pg_notify($1, $2)", connection, transaction)
        {
            Parameters = { new() { Value = Channel }, new() { Value = payload } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
