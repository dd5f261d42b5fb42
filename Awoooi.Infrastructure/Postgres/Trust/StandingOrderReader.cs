using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Trust;

/// <summary>Reads standing orders with their uses of the last 24 h.</summary>
internal static class StandingOrderReader
{
    private const string Select =
        """
        select o.id, o.class_key, o.operation, o.risk, o.template, o.policy_version, o.per_day, o.granted_by, o.granted_with, o.granted_at, o.expires_at, o.revoked_at,
          (select count(*) from standing_order_uses u where u.standing_order_id = o.id and u.at > clock_timestamp() - interval '24 hours')::int
        from standing_orders o
        """;

    public static async Task<StandingOrder?> FindAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, Guid id, CancellationToken cancel)
        => await ReadAsync(connection, transaction, $"{Select} where o.id = $1", [new() { Value = id }], cancel) is [var found] ? found : null;

    /// <summary>Orders that were neither revoked nor have expired, newest first.</summary>
    public static Task<IReadOnlyList<StandingOrder>> ListAsync(NpgsqlConnection connection, NpgsqlTransaction? transaction, CancellationToken cancel)
        => ReadAsync(connection, transaction, $"{Select} where o.revoked_at is null and o.expires_at > clock_timestamp() order by o.granted_at desc limit 1000", [], cancel);

    private static async Task<IReadOnlyList<StandingOrder>> ReadAsync(
        NpgsqlConnection connection, NpgsqlTransaction? transaction, string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        var orders = new List<StandingOrder>();
        while (await reader.ReadAsync(cancel))
        {
            orders.Add(new StandingOrder
            {
                Id = reader.GetGuid(0),
                ClassKey = reader.GetString(1),
                Operation = OperationCatalogue.Find(reader.GetString(2))?.Operation ?? throw new InvalidOperationException($"a standing order names the operation {reader.GetString(2)}"),
                Risk = (RiskLevel)reader.GetInt16(3),
                Template = reader.GetString(4),
                PolicyVersion = reader.GetString(5),
                PerDay = reader.GetInt32(6),
                GrantedBy = reader.GetFieldValue<string[]>(7),
                GrantedWith = reader.GetGuid(8),
                GrantedAt = reader.GetFieldValue<DateTimeOffset>(9),
                ExpiresAt = reader.GetFieldValue<DateTimeOffset>(10),
                RevokedAt = reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
                UsedToday = reader.GetInt32(12),
            });
        }

        return orders;
    }
}
