using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Postgres.Incidents;
using Awoooi.Infrastructure.Postgres.Settings;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Settings;

public sealed class FirstRunStoreTests : IAsyncLifetime
{
    private readonly StoreFixture _store = new();

    private FirstRunStore Runs => new(_store.Database);

    public Task InitializeAsync() => _store.InitializeAsync();

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task It_ends_once_and_the_end_is_audited_with_its_reason()
    {
        Assert.Null((await Runs.ReadAsync(default)).EndedAt);

        var ended = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Runs.EndAsync("Kei Tanaka", "put away by a person", default)));

        Assert.Single(ended, true);
        Assert.NotNull((await Runs.ReadAsync(default)).EndedAt);
        Assert.Equal(1, await _store.ScalarAsync<long>("select count(*) from audit_entries where action = 'first-run.ended' and actor = 'Kei Tanaka' and reason = 'put away by a person'"));
    }

    [Fact]
    public async Task The_newest_test_is_told_and_a_test_does_not_put_the_installation_to_use()
    {
        var intake = new IntakeStore(_store.Database, IntakeWindows.Default);
        var older = await intake.CommitAsync([Delivery("one", test: true)], default);
        var newer = await intake.CommitAsync([Delivery("two", test: true)], default);
        await _store.ExecuteAsync($"update incidents set opened_at = opened_at - interval '1 hour' where id = '{older[0].Incidents[0].Id}'; update incidents set analysed_at = now() where id = '{newer[0].Incidents[0].Id}'");

        var tested = await Runs.ReadAsync(default);
        Assert.Equal(("INC-2", true, false), (tested.LastTest!.ShortId, tested.LastTest.AnalysedAt is not null, tested.InUse));

        await intake.CommitAsync([Delivery("three", test: false)], default);
        var used = await Runs.ReadAsync(default);

        Assert.Equal(("INC-2", true), (used.LastTest!.ShortId, used.InUse));
    }

    [Fact]
    public async Task A_test_or_a_note_of_our_own_is_not_the_source_being_heard()
    {
        var intake = new IntakeStore(_store.Database, IntakeWindows.Default);
        var sources = new Infrastructure.Postgres.Incidents.AlertSources(_store.Database);

        await intake.CommitAsync([Delivery("one", test: true), Delivery("two", test: false) with { FromSource = false }], default);
        Assert.Null(Assert.Single(await sources.ListAsync(default)).LastReceivedAt);

        await intake.CommitAsync([Delivery("three", test: false)], default);
        var heard = Assert.Single(await sources.ListAsync(default)).LastReceivedAt;
        await intake.CommitAsync([Delivery("four", test: true)], default);

        Assert.NotNull(heard);
        Assert.Equal(heard, Assert.Single(await sources.ListAsync(default)).LastReceivedAt);
    }

    private static Delivery Delivery(string target, bool test)
    {
        var now = TimeProvider.System.GetUtcNow();
        Alert alert = An.Alert(type: test ? "E2E_SMOKE_TEST" : "KubePodCrashLooping", target: target, startsAt: now) with { Test = test };
        return An.Delivery(now, An.Incoming(alert));
    }
}
