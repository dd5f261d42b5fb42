using Npgsql;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Publishes live topics with the commit of the caller's transaction.</summary>
public static class LiveNotify
{
    /// <summary>Channel that every replica listens on.</summary>
    public const string Channel = "awoooi_live";

    private const int MostCharacters = 7000;

    /// <summary>Sends one NOTIFY for all topics (deduplicated, at most 7 000 bytes; more becomes the topic <c>*</c>, meaning everything).</summary>
    public static async Task PublishAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IEnumerable<string> topics, CancellationToken cancel)
    {
        if (Command(topics) is { } notify)
        {
            await using var batch = new NpgsqlBatch(connection, transaction) { BatchCommands = { notify } };
            await batch.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>The same as a command for the caller's own batch; null when there are no topics.</summary>
    internal static NpgsqlBatchCommand? Command(IEnumerable<string> topics)
    {
        var payload = string.Join('\n', topics.Distinct(StringComparer.Ordinal));
        return payload.Length == 0 ? null : new NpgsqlBatchCommand("select pg_notify($1, $2)")
        {
            Parameters = { new() { Value = Channel }, new() { Value = payload.Length > MostCharacters ? "*" : payload } },
        };
    }
}
