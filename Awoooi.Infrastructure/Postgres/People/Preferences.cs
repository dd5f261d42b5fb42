using Awoooi.Core.People;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>Zone and language in the account's row.</summary>
internal sealed class Preferences(Database database) : IPreferences
{
    public async Task SaveAsync(Guid person, string? zone, string? language, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand("update accounts set zone = coalesce($2, zone), language = coalesce($3, language) where id = $1");
        command.Parameters.Add(new() { Value = person });
        command.Parameters.Add(OptionalParameter.Of(zone, NpgsqlDbType.Text));
        command.Parameters.Add(OptionalParameter.Of(language, NpgsqlDbType.Text));
        await command.ExecuteNonQueryAsync(cancel);
    }
}
