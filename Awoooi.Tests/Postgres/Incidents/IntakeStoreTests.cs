using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Tests.TestKit;
using Npgsql;

namespace Awoooi.Tests.Postgres.Incidents;

public sealed class IntakeStoreTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static readonly Installation Home = new("home");
    private readonly IntakeStore _intake = new(store.Database, An.Calm);

    [Fact]
    public async Task A_batch_is_stored_with_its_work_audit_and_live_event()
    {
        var target = Unique();

        var receipts = await _intake.CommitAsync([Delivery(target), Delivery(target), Delivery(Unique())], default);

        Assert.Equal([1, 0, 1], receipts.Select(receipt => receipt.Opened));
        Assert.Equal(2, Assert.Single(receipts[1].Incidents).HitCount);
        var id = receipts[0].Incidents[0].Id;
        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from work_items where kind = 'analyse' and key = '{id}'"));
        Assert.Equal(2, await store.ScalarAsync<long>($"select hit_count from incidents where id = '{id}'"));
        Assert.Equal(2, await store.ScalarAsync<long>($"select sum(copies) from occurrences where incident_id = '{id}'"));
        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from audit_entries where after::text like '%{id}%'"));
        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from live_events where data -> 'ids' ? '{id}'"));
    }

    [Fact]
    public async Task An_alert_survives_the_way_to_the_database_and_back()
    {
        var alert = An.Alert(target: Unique(), startsAt: An.Noon.AddTicks(123)) with
        {
            Metrics = new Dictionary<string, MetricValue> { ["cpu_percent"] = MetricValue.Of(85.5), ["mode"] = MetricValue.Of("hot"), ["oom"] = MetricValue.Of(true) },
            Description = "付款服務 💥 <b>\"quoted\"</b>",
            Notes = ["cut"],
        };

        var receipt = Assert.Single(await _intake.CommitAsync([Delivery(alert)], default));

        var incidents = new IncidentStore(store.Database);
        var stored = Assert.Single(await incidents.AlertsAsync(receipt.Incidents[0].Id, 10, default));
        Assert.Equal(Home.Identify(alert).Alert with { Metrics = null!, Labels = null!, Annotations = null!, Links = null!, Notes = null! }, stored.Alert with { Metrics = null!, Labels = null!, Annotations = null!, Links = null!, Notes = null! });
        Assert.Equal(alert.Metrics, stored.Alert.Metrics);
        Assert.Equal(alert.Labels, stored.Alert.Labels);
        Assert.Equal(AlertStatus.Firing, stored.Status);
        Assert.Equal("{\"raw\":1}"u8.ToArray(), await incidents.RawAsync(receipt.Incidents[0].Id, default));
    }

    [Fact]
    public async Task Resolving_the_last_alert_resolves_the_incident_and_a_repeat_of_it_is_ignored()
    {
        var target = Unique();
        var opened = await _intake.CommitAsync([Delivery(An.Alert(target: target, startsAt: An.Noon))], default);

        var resolved = await _intake.CommitAsync([Delivery(An.Alert(target: target, startsAt: An.Noon, status: AlertStatus.Resolved))], default);
        var late = await _intake.CommitAsync([Delivery(An.Alert(target: target, startsAt: An.Noon))], default);

        Assert.Equal((1, 1), (resolved[0].Resolved, late[0].Ignored));
        var incident = await new IncidentStore(store.Database).FindAsync(opened[0].Incidents[0].Id, default);
        Assert.True(incident is { Status: IncidentStatus.Resolved, ClosedBy: ClosedBy.Self, Firing: 0, HitCount: 1 });
    }

    [Fact]
    public async Task Many_writers_of_one_fingerprint_open_exactly_one_incident_and_count_every_hit()
    {
        var target = Unique();
        var writers = Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 10; i++)
            {
                await _intake.CommitAsync([Delivery(target), Delivery(target)], default);
            }
        }));

        await Task.WhenAll(writers);

        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from incidents where target_resource = '{target}'"));
        Assert.Equal(320, await store.ScalarAsync<long>($"select hit_count from incidents where target_resource = '{target}'"));
        Assert.Equal(320, await store.ScalarAsync<long>($"select sum(o.copies) from occurrences o join incidents i on i.id = o.incident_id where i.target_resource = '{target}'"));
    }

    [Fact]
    public async Task A_value_that_the_database_cannot_hold_is_told_apart_from_a_database_that_is_away()
    {
        await Assert.ThrowsAsync<DataRefusedException>(() => _intake.CommitAsync([Delivery(An.Alert(target: "nul\0byte"))], default));

        await using var away = NpgsqlDataSource.Create(store.Names.AppConnectionString + ";Database=absent");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => new IntakeStore(new Infrastructure.Postgres.Database(away, away), An.Calm).CommitAsync([Delivery(Unique())], default));
    }

    [Fact]
    public async Task The_app_role_can_neither_change_nor_delete_audit_entries()
    {
        await _intake.CommitAsync([Delivery(Unique())], default);

        foreach (var sql in new[] { "update audit_entries set actor = 'x'", "delete from audit_entries", "truncate audit_entries" })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => store.ScalarAsync<long>(sql));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
    }

    private static string Unique() => $"cart-{Guid.CreateVersion7():N}";

    private static Delivery Delivery(string target) => Delivery(An.Alert(target: target));

    private static Delivery Delivery(Alert alert)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new Delivery(Guid.CreateVersion7(now), alert.Source, now, [Home.Identify(alert)], "{\"raw\":1}"u8.ToArray());
    }
}
