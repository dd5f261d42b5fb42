using Awoooi.Core.Settings;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Settings;

/// <summary>Settings in one table of JSON values.</summary>
internal sealed class SettingsStore(Database database) : ISettingsStore
{
    public async Task<string?> FindAsync(string key, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("select value::text from settings where key = $1");
        command.Parameters.Add(new() { Value = key });
        return await command.ExecuteScalarAsync(cancel) as string;
    }

    public async Task<string> GetOrAddAsync(string key, string initial, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("insert into settings (key, value) values ($1, $2) on conflict (key) do nothing");
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = initial, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancel);
        return await FindAsync(key, cancel) ?? throw new InvalidOperationException($"the setting {key} vanished while it was read");
    }

    public async Task SaveAsync(string key, string value, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value, updated_at = now()");
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
