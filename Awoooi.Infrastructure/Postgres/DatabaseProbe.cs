using System.Diagnostics;
using Awoooi.Core.Health;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Whether the database answers, its clock agrees with ours, and the audit log is write-protected.</summary>
internal sealed class DatabaseProbe(Database database, TimeProvider clock) : IHealthProbe
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(5);

    public async Task<HealthCheck> CheckAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(TimeSpan.FromSeconds(2));
        try
        {
            await using var command = database.Interactive.CreateCommand("select clock_timestamp(), has_table_privilege('audit_entries', 'update') or has_table_privilege('audit_entries', 'delete')");
            await using var reader = await command.ExecuteReaderAsync(deadline.Token);
            await reader.ReadAsync(deadline.Token);
            var skew = reader.GetFieldValue<DateTimeOffset>(0) - clock.GetUtcNow();
            var detail = reader.GetBoolean(1) ? "answers; audit not write-protected (set Awoooi:Data:MigrationsConnection)" : "answers; audit write-protected";
            return skew.Duration() > MostSkew
                ? new HealthCheck("database", true, $"{detail}; its clock is {skew.TotalSeconds:0} s off ours", Stopwatch.GetElapsedTime(started), true)
                : new HealthCheck("database", true, detail, Stopwatch.GetElapsedTime(started), true);
        }
        catch (Exception fault) when ((PostgresFaults.IsUnavailable(fault) || fault is OperationCanceledException) && !cancel.IsCancellationRequested)
        {
            return new HealthCheck("database", false, $"does not answer: {fault.Message}", Stopwatch.GetElapsedTime(started), true);
        }
    }
}
