using System.Text.Json.Nodes;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Appends to the log that the event stream resumes from, inside the caller's transaction.</summary>
public static class LiveEvents
{
    /// <summary>One row for all incidents a commit changed.</summary>
    public static Task IncidentAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
        => AppendAsync(connection, transaction, "incident_updated", new JsonObject { ["ids"] = new JsonArray([.. ids.Select(id => JsonValue.Create(id.ToString()))]) }, cancel);

    /// <summary>Type is one of the stream's event names; data is sent as it is, except <c>ids</c>, which become one event each.</summary>
    public static async Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string type, JsonObject data, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(data);
        await using var command = new NpgsqlCommand("insert into live_events (type, data) values ($1, $2)", connection, transaction)
        {
            Parameters = { new() { Value = type }, new() { Value = data.ToJsonString(), NpgsqlDbType = NpgsqlDbType.Jsonb } },
        };
        await command.ExecuteNonQueryAsync(cancel);
    }
}
