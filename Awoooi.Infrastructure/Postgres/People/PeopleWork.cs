using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Awoooi.Core.People;
using Awoooi.Infrastructure.Postgres.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>
/// One change of people: a transaction that no other such change runs beside, so that "the last administrator" and "one use" are
/// decided once. What is not committed leaves nothing, audit included.
/// </summary>
internal sealed class PeopleWork : IAsyncDisposable
{
    private const long Lock = 7012004;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly List<AuditEntry> _audit = [];

    private PeopleWork(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<PeopleWork> BeginAsync(Database database, CancellationToken cancel)
    {
        var connection = await database.Interactive.OpenConnectionAsync(cancel);
        var transaction = await connection.BeginTransactionAsync(cancel);
        var work = new PeopleWork(connection, transaction);
        await work.ExecuteAsync("select pg_advisory_xact_lock($1)", cancel, Lock);
        return work;
    }

    public NpgsqlCommand Command(string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(sql, _connection, _transaction);
        command.Fill(values);
        return command;
    }

    public Task<int> ExecuteAsync(string sql, CancellationToken cancel, params ReadOnlySpan<object?> values) => RunAsync(Command(sql, values), cancel);

    public Task<bool> AnyAsync(string sql, CancellationToken cancel, params ReadOnlySpan<object?> values) => TestAsync(Command(sql, values), cancel);

    public void Audit(string actor, string action, string subject, JsonObject? before = null, JsonObject? after = null)
        => _audit.Add(new AuditEntry { Chain = AuditChains.System, Actor = actor, Action = action, Subject = subject, Before = before, After = after });

    public void Audit(Actor actor, string action, string subject, JsonObject? before = null, JsonObject? after = null)
        => Audit(actor.AuditName, action, subject, before, after);

    public async Task CommitAsync(CancellationToken cancel)
    {
        await AuditChain.AppendAsync(_connection, _transaction, _audit, cancel);
        await _transaction.CommitAsync(cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private static async Task<int> RunAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            return await command.ExecuteNonQueryAsync(cancel);
        }
    }

    private static async Task<bool> TestAsync(NpgsqlCommand command, CancellationToken cancel)
    {
        await using (command)
        {
            return await command.ExecuteScalarAsync(cancel) is true;
        }
    }
}

/// <summary>Positional parameters and columns that may be null.</summary>
internal static class SqlValues
{
    public static NpgsqlCommand Fill(this NpgsqlCommand command, params ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value },
                Enum number => new NpgsqlParameter { Value = Convert.ToInt32(number, System.Globalization.CultureInfo.InvariantCulture), NpgsqlDbType = NpgsqlDbType.Integer },
                _ => new NpgsqlParameter { Value = value },
            });
        }

        return command;
    }

    public static DateTimeOffset Moment(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset? MomentOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    public static Guid? GuidOrNull(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    /// <summary>Six columns in a row: created, created by, reset, reset by, raised, raised by.</summary>
    public static AccountStanding Standing(this NpgsqlDataReader row, int first) => new(
        new AccountChange(AccountEvent.Created, row.Moment(first), row.GuidOrNull(first + 1)),
        row.MomentOrNull(first + 2) is { } reset ? new AccountChange(AccountEvent.Reset, reset, row.GuidOrNull(first + 3)) : null,
        row.MomentOrNull(first + 4) is { } raised ? new AccountChange(AccountEvent.Raised, raised, row.GuidOrNull(first + 5)) : null);
}
