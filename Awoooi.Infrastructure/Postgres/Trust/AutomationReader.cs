using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Trust;

/// <summary>Reads the rules of automation in one snapshot.</summary>
internal static class AutomationReader
{
    public static async Task<AutomationRules> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string cluster, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select now(), state, reason, changed_by, changed_at from automation_switch"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select namespace, mode, allowed, operations, critical, dry_run from namespace_rules where cluster = $1 order by namespace limit 5000") { Parameters = { new() { Value = cluster } } });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select id, kind, name, namespace, starts_at, ends_at, created_by from change_windows where ends_at > now() order by starts_at, id limit 1000"));
        DateTimeOffset now;
        SwitchSetting setting;
        var namespaces = new List<NamespaceRule>();
        var windows = new List<ChangeWindow>();
        await using (var reader = await batch.ExecuteReaderAsync(cancel))
        {
            if (!await reader.ReadAsync(cancel))
            {
                throw new InvalidOperationException("the automation switch has no row");
            }

            now = reader.GetFieldValue<DateTimeOffset>(0);
            setting = new SwitchSetting(Member<AutonomySwitch>(reader.GetString(1)), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetString(3), reader.GetFieldValue<DateTimeOffset>(4));
            await reader.NextResultAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                namespaces.Add(new NamespaceRule(
                    reader.GetString(0),
                    Member<AutonomyMode>(reader.GetString(1)),
                    reader.GetBoolean(2),
                    reader.IsDBNull(3) ? null : [.. reader.GetFieldValue<string[]>(3).Select(name => OperationCatalogue.Find(name)?.Operation).OfType<Operation>()],
                    reader.GetBoolean(4),
                    reader.GetBoolean(5)));
            }

            await reader.NextResultAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                windows.Add(new ChangeWindow(
                    reader.GetGuid(0), Member<ChangeWindowKind>(reader.GetString(1)), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3),
                    reader.GetFieldValue<DateTimeOffset>(4), reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6)));
            }
        }

        return new AutomationRules(now, setting, namespaces, windows, await StandingOrderReader.ListAsync(connection, transaction, cancel));
    }

    private static T Member<T>(string name)
        where T : struct, Enum => WireNames.Find<T>(name) ?? throw new InvalidOperationException($"the database holds {name}, which is no {typeof(T).Name}");
}
