using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Awoooi.Core.Live;
using Awoooi.Core.Settings;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Settings;

/// <summary>The first run: one setting that is only ever added, and the newest test alert.</summary>
internal sealed class FirstRunStore(Database database) : IFirstRunStore
{
    private const string Key = "first-run.ended";

    public async Task<FirstRunRecord> ReadAsync(CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(
            """
            select (select updated_at from settings where key = $1), t.number, t.opened_at, t.analysed_at, t.resolved_at, exists (select 1 from incidents where not test)
            from (select 1) one left join lateral (select number, opened_at, analysed_at, resolved_at from incidents where test order by opened_at desc limit 1) t on true
            """);
        command.Parameters.Add(new() { Value = Key });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel);
        var test = reader.IsDBNull(1) ? null : new TestAlertRun($"INC-{reader.GetInt64(1)}", reader.GetFieldValue<DateTimeOffset>(2), Time(reader, 3), Time(reader, 4));
        return new FirstRunRecord(Time(reader, 0), test, reader.GetBoolean(5));
    }

    public async Task<bool> EndAsync(string actor, string reason, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var command = new NpgsqlCommand("insert into settings (key, value) values ($1, 'true') on conflict (key) do nothing", connection, transaction))
        {
            command.Parameters.Add(new() { Value = Key });
            if (await command.ExecuteNonQueryAsync(cancel) == 0)
            {
                return false;
            }
        }

        await LiveNotify.PublishAsync(connection, transaction, [LiveTopics.Settings], cancel);
        var entry = new AuditEntry { Chain = AuditChains.System, Actor = actor, Action = "first-run.ended", Subject = "installation", After = new JsonObject { ["ended"] = true }, Reason = reason };
        await AuditChain.AppendAsync(connection, transaction, [entry], cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private static DateTimeOffset? Time(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);
}
