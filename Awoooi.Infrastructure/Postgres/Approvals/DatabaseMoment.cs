using System.Text.Json;
using Awoooi.Core.Approvals;
using Awoooi.Core.Trust;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>What the database says in the moment of an act; read after the row lock was taken, so that waiting for it makes nobody younger.</summary>
internal sealed record DatabaseMoment(DateTimeOffset Now, bool Frozen, AutonomySwitch Switch, DateTimeOffset InstalledAt)
{
    /// <summary>The switch row stays as read until the transaction ends: a pause waits for it, and then nothing new starts.</summary>
    public static async Task<DatabaseMoment> ReadAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string ns, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            select clock_timestamp(),
              exists (select 1 from change_windows where kind = 'freeze' and (namespace is null or namespace = $1) and starts_at <= clock_timestamp() and clock_timestamp() < ends_at),
              state, (select value::text from settings where key = 'installed_at')
            from automation_switch for share
            """,
            connection, transaction) { Parameters = { new() { Value = ns } } };
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel))
        {
            throw new InvalidOperationException("the automation switch has no row");
        }

        return new DatabaseMoment(
            reader.GetFieldValue<DateTimeOffset>(0),
            reader.GetBoolean(1),
            WireNames.Find<AutonomySwitch>(reader.GetString(2)) ?? throw new InvalidOperationException("the automation switch has an unknown state"),
            reader.IsDBNull(3) ? DateTimeOffset.MinValue : JsonSerializer.Deserialize<DateTimeOffset>(reader.GetString(3)));
    }

    public SigningMoment For(ApprovalRules rules) => new(Now, Frozen, rules with { InstalledAt = InstalledAt });
}
