using System.Text.Json;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>How a test alert fared.</summary>
internal enum TestAlertOutcome
{
    /// <summary>Stored, read by a worker, closed.</summary>
    Whole,

    /// <summary>The database did not take it.</summary>
    NotStored,

    /// <summary>Stored, but no worker read it in time; it is closed all the same.</summary>
    NotRead,
}

/// <summary>
/// Sends a real test alert through the intake: a body like any sender's, normalised, stored, read by a worker; then its end. It is marked
/// as a test by its name, so it acts on nothing and counts nowhere.
/// </summary>
internal sealed class TestAlerts(SourceReader sources, AlertIntake intake, IIncidentStore incidents, ILiveBus live, TimeProvider clock)
{
    private const string Source = "standard";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    public async Task<TestAlertOutcome> SendAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var target = $"test-{Guid.CreateVersion7(now).ToString("N")[^8..]}";
        await using var changes = live.Subscribe([LiveTopics.Incidents]);
        if (await PostAsync(target, "firing", now, cancel) is not IntakeAnswer.Stored { Receipt.Incidents: [{ Id: var id }, ..] })
        {
            return TestAlertOutcome.NotStored;
        }

        var read = await IsReadAsync(id, changes, cancel);
        return await PostAsync(target, "resolved", now, cancel) switch
        {
            not IntakeAnswer.Stored => TestAlertOutcome.NotStored,
            _ when !read => TestAlertOutcome.NotRead,
            _ => TestAlertOutcome.Whole,
        };
    }

    private async Task<IntakeAnswer> PostAsync(string target, string status, DateTimeOffset began, CancellationToken cancel)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>
        {
            ["alert_type"] = "E2E_SMOKE_TEST",
            ["severity"] = "info",
            ["source"] = "awoooi",
            ["message"] = "A test alert, sent by a person from Nexus",
            ["target_resource"] = target,
            ["status"] = status,
            ["fired_at"] = began.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
        });
        var normalised = sources.Normalise(Source, body);
        return await intake.AcceptAsync(sources.Deliver(Source, normalised.Alerts.Select(item => item.Alert), body), cancel);
    }

    private async Task<bool> IsReadAsync(Guid id, ILiveSubscription changes, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < Patience)
        {
            if (await incidents.FindAsync(id, cancel) is { AnalysedAt: not null })
            {
                return true;
            }

            using var due = new CancellationTokenSource(LookAgain, clock);
            using var any = CancellationTokenSource.CreateLinkedTokenSource(due.Token, cancel);
            try
            {
                await changes.NextAsync(any.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                // A message may be lost: the record itself is looked at again.
            }
        }

        return false;
    }
}
