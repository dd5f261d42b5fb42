using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Incidents;

public sealed class IncidentSweepTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private readonly IncidentStore _incidents = new(store.Database);

    [Theory]
    [InlineData("alertmanager", "23:59:00", true)]
    [InlineData("alertmanager", "24:01:00", false)]
    [InlineData("sentry", "6.23:59:00", true)]
    [InlineData("sentry", "7.00:01:00", false)]
    [InlineData("kali", "300.00:00:00", true)]
    public async Task Silence_ends_an_incident_by_the_rule_of_its_source(string from, string silent, bool stays)
    {
        var id = await OpenAsync(from);
        await store.ExecuteAsync($"update incidents set last_seen_at = clock_timestamp() - interval '{TimeSpan.Parse(silent, System.Globalization.CultureInfo.InvariantCulture).TotalSeconds} seconds' where id = '{id}'");

        await _incidents.CloseStaleAsync(StaleAfter.Default, default);

        var incident = (await _incidents.FindAsync(id, default))!;
        Assert.Equal(stays ? (IncidentStatus.Open, null) : (IncidentStatus.Resolved, ClosedBy.Stale), (incident.Status, incident.ClosedBy));
    }

    [Theory]
    [InlineData(29, null, false)]
    [InlineData(31, null, true)]
    [InlineData(31, "pending", false)]
    [InlineData(31, "verifying", false)]
    [InlineData(11, "expired", true)]
    [InlineData(11, "rejected", true)]
    [InlineData(11, "no_effect", true)]
    [InlineData(9, "expired", false)]
    [InlineData(11, "succeeded", false)]
    public async Task An_open_incident_is_looked_at_again_when_nothing_came_of_the_last_look(int minutesOld, string? request, bool again)
    {
        var id = await OpenAsync();
        await store.ExecuteAsync($"update incidents set analysed_at = clock_timestamp() - interval '{minutesOld} minutes' where id = '{id}'; delete from work_items");
        if (request is not null)
        {
            await RequestAsync(id, request);
        }

        await _incidents.AnalyseAgainAsync(AnalysisAge.Default, default);

        Assert.Equal(again ? 1 : 0, await store.ScalarAsync<long>($"select count(*) from work_items where kind = 'analyse' and key = '{id}'"));
    }

    [Fact]
    public async Task What_a_storm_gathered_waits_for_its_end()
    {
        var (storm, member) = (await OpenAsync(), await OpenAsync());
        await store.ExecuteAsync($"update incidents set opened_at = clock_timestamp() - interval '1 hour', storm_id = '{storm}' where id = '{member}'; update incidents set storm_until = clock_timestamp() + interval '1 minute' where id = '{storm}'; delete from work_items");

        await _incidents.AnalyseAgainAsync(AnalysisAge.Default, default);
        Assert.Equal(0, await store.ScalarAsync<long>($"select count(*) from work_items where key = '{member}'"));
        await store.ExecuteAsync($"update incidents set storm_until = clock_timestamp() where id = '{storm}'");
        await _incidents.AnalyseAgainAsync(AnalysisAge.Default, default);

        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from work_items where key = '{member}'"));
    }

    private async Task<Guid> OpenAsync(string source = "alertmanager")
    {
        var alert = An.Alert(target: $"t-{Guid.CreateVersion7():N}") with { Source = source };
        var now = TimeProvider.System.GetUtcNow();
        var receipt = Assert.Single(await new IntakeStore(store.Database, An.Calm).CommitAsync([An.Delivery(now, An.Incoming(alert))], default));
        return receipt.Incidents[0].Id;
    }

    private Task RequestAsync(Guid incident, string state) => store.ExecuteAsync(
        $"""
        insert into approvals (id, number, incident_id, class_key, priority, test, cluster, namespace, workload, workload_uid, operation, plan, plan_hash, risk, state, authority, reasons,
          proposed_by_name, created_at, expires_at, not_before, state_since)
        values ('{Guid.CreateVersion7()}', nextval('approval_numbers'), '{incident}', 'c', 2, false, 'home', 'shop', 'cart', '{Guid.CreateVersion7()}', 'restart_pod', '[]', '{new string('a', 64)}', 0, '{state}',
          '{(state is "pending" or "expired" or "rejected" ? "none" : "quorum")}', '[]', 'OpenClaw', now(), now(), now(), clock_timestamp())
        """);
}
