using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Core.Incidents.Recurrence;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Incidents;

public sealed class RecurrenceRecordTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private readonly RecurrenceRecord _record = new(store.Database);
    private readonly DateTimeOffset _now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public async Task What_comes_ten_times_a_day_is_said_once_in_the_story(int times, bool said)
    {
        var (id, _) = await OpenAsync(times);

        await _record.EscalateAsync(_now, default);
        await _record.EscalateAsync(_now, default);

        var story = await new IncidentStore(store.Database).TimelineAsync(id, 10, default);
        Assert.Equal(said ? 1 : 0, story.Count);
        Assert.All(story, line => Assert.Contains("10 times", line.English, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no_effect", 1, 1)]
    [InlineData("failed", 1, 1)]
    [InlineData("rolled_back", 1, 1)]
    [InlineData("undo_failed", 24 * 6, 1)]
    [InlineData("failed", 24 * 8, 0)]
    [InlineData("succeeded", 30, 0)]
    [InlineData("succeeded", 3, 1)]
    public async Task A_repair_is_in_vain_when_it_failed_or_the_class_was_back_within_a_day(string outcome, int hoursAgo, int inVain)
    {
        var (_, classKey) = await OpenAsync(1);

        await RepairAsync(classKey, outcome, hoursAgo);

        Assert.Equal(inVain, await _record.RepairsInVainAsync(classKey, _now, default));
    }

    [Fact]
    public async Task An_analysis_says_it_of_an_incident_of_one_alert()
    {
        var workload = $"w-{Guid.CreateVersion7():N}";
        var receipts = await new IntakeStore(store.Database, An.Calm).CommitAsync(
            [.. Enumerable.Range(0, 10).Select(i => An.Delivery(_now.AddMinutes(-1), new Installation("home").Identify(An.Alert(target: $"{workload}-{i}", startsAt: _now) with { Workload = workload })))], default);
        var incidents = new IncidentStore(store.Database);
        var id = receipts[9].Incidents[0].Id;

        await _record.EscalateAsync(_now, default);
        Assert.Empty(await incidents.TimelineAsync(id, 10, default));
        await incidents.RecordAnalysisAsync(id, new System.Text.Json.Nodes.JsonObject(), new System.Text.Json.Nodes.JsonArray(), new System.Text.Json.Nodes.JsonObject(), [], default);

        Assert.Contains("10 times", Assert.Single(await incidents.TimelineAsync(id, 10, default)).English, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task Three_repairs_in_vain_escalate(int repairs, bool said)
    {
        var (id, classKey) = await OpenAsync(2);
        for (var i = 0; i < repairs; i++)
        {
            await RepairAsync(classKey, "no_effect", 5 + i);
        }

        await _record.EscalateAsync(_now, default);

        Assert.Equal(said, (await new IncidentStore(store.Database).TimelineAsync(id, 10, default)).Any(line => line.English.StartsWith("3 repairs", StringComparison.Ordinal)));
    }

    /// <summary>An incident with so many distinct alerts of the last minutes.</summary>
    private async Task<(Guid Id, string ClassKey)> OpenAsync(int times)
    {
        var target = $"t-{Guid.CreateVersion7():N}";
        var alerts = Enumerable.Range(0, times).Select(i => new Installation("home").Identify(An.Alert(target: target, startsAt: _now.AddMinutes(i - times)) with { Workload = target }));
        var receipts = await new IntakeStore(store.Database, An.Calm).CommitAsync([An.Delivery(_now.AddMinutes(-1), [.. alerts])], default);
        return (receipts[0].Incidents[0].Id, $"home:KubePodCrashLooping:shop/{target}");
    }

    private Task RepairAsync(string classKey, string outcome, int hoursAgo)
    {
        var id = Guid.CreateVersion7();
        return store.ExecuteAsync(
            $"""
            insert into approvals (id, number, class_key, priority, test, cluster, namespace, workload, workload_uid, operation, plan, plan_hash, risk, state, authority, reasons,
              proposed_by_name, created_at, expires_at, not_before, state_since)
            values ('{id}', nextval('approval_numbers'), '{classKey}', 2, false, 'home', 'shop', 'cart', '{id}', 'restart_pod', '[]', '{new string('a', 64)}', 0, '{outcome}', 'quorum', '[]',
              'OpenClaw', now(), now(), now(), now());
            insert into executions (id, approval_id, class_key, cluster, workload_uid, operation, authority, queued_at, not_before, started_at, ended_at, outcome)
            values ('{id}', '{id}', '{classKey}', 'home', '{id}', 'restart_pod', 'quorum', now(), now(), now(), now() - interval '{hoursAgo} hours', '{outcome}')
            """);
    }
}
