using System.Diagnostics;
using Awoooi.Core.Health;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Whether the database answers, its clock agrees with ours, and the audit log is write-protected.</summary>
internal sealed class DatabaseProbe(Database database, TimeProvider clock) : IHealthProbe
{
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private readonly Lock _gate = new();
    private Task<HealthCheck>? _asking;

    /// <summary>Answers in time whatever the database does: to a frozen server the driver waits for the end of its own cancellation.</summary>
    public async Task<HealthCheck> CheckAsync(CancellationToken cancel)
    {
        try
        {
            return await Asking().WaitAsync(Patience, clock, cancel);
        }
        catch (TimeoutException)
        {
            return new HealthCheck("database", false, $"does not answer within {Patience.TotalSeconds:0} s", Patience, true) { Finding = new Finding("database.silent", $"{Patience.TotalSeconds:0}") };
        }
    }

    /// <summary>One question at a time, so that probes of a frozen server do not use up the connections.</summary>
    private Task<HealthCheck> Asking()
    {
        lock (_gate)
        {
            return _asking is { IsCompleted: false } ? _asking : _asking = AskAsync();
        }
    }

    private async Task<HealthCheck> AskAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        try
        {
            await using var command = database.Interactive.CreateCommand("select clock_timestamp(), has_table_privilege('audit_entries', 'update') or has_table_privilege('audit_entries', 'delete')");
            await using var reader = await command.ExecuteReaderAsync(deadline.Token);
            await reader.ReadAsync(deadline.Token);
            var skew = reader.GetFieldValue<DateTimeOffset>(0) - clock.GetUtcNow();
            var open = reader.GetBoolean(1);
            var detail = open ? "answers; audit not write-protected (set Awoooi:Data:MigrationsConnection)" : "answers; audit write-protected";
            var finding = open ? "database.open" : "database.well";
            return skew.Duration() > MostSkew
                ? new HealthCheck("database", true, $"{detail}; its clock is {skew.TotalSeconds:0} s off ours", Stopwatch.GetElapsedTime(started), true) { Finding = new Finding($"{finding}.skew", $"{skew.TotalSeconds:0}") }
                : new HealthCheck("database", true, detail, Stopwatch.GetElapsedTime(started), true) { Finding = new Finding(finding) };
        }
        catch (Exception fault) when (PostgresFaults.IsUnavailable(fault) || fault is OperationCanceledException)
        {
            return new HealthCheck("database", false, $"does not answer: {fault.Message}", Stopwatch.GetElapsedTime(started), true) { Finding = new Finding("database.away", fault.Message) };
        }
    }
}
