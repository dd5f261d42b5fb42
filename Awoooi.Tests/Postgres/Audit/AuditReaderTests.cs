using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Audit;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Audit;

public sealed class AuditReaderTests : IAsyncLifetime
{
    private readonly StoreFixture _store = new();
    private AuditLog _log = null!;
    private AuditReader _reader = null!;

    public async Task InitializeAsync()
    {
        await _store.InitializeAsync();
        _log = new AuditLog(_store.Database);
        _reader = new AuditReader(_store.Database);
        for (var i = 0; i < 5; i++)
        {
            await _log.AppendAsync(Entry(i), default);
        }
    }

    public Task DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task An_untouched_log_is_whole()
    {
        await new Housekeeping(_store.Database).RunAsync(default);
        await _log.AppendAsync(Entry(6), default);

        var verification = await _reader.VerifyAsync(default);

        Assert.True(verification is { Whole: true, Entries: 6, Chains: 1, Anchors: 1 });
    }

    [Theory]
    [InlineData("update audit_entries set reason = 'another' where seq = 3", "decisions: entry 3: its content does not match its hash")]
    [InlineData("update audit_entries set at = at + interval '1 microsecond' where seq = 2", "decisions: entry 2: its content does not match its hash")]
    [InlineData("delete from audit_entries where seq = 3", "decisions: entry 4: entry 3 is missing")]
    [InlineData("delete from audit_entries where seq = 5", "decisions: the head says 5 entries, the last one present is 4")]
    public async Task A_changed_or_missing_entry_is_named(string tamper, string expected)
    {
        await _store.ExecuteAsync(tamper);

        Assert.Equal([expected], (await _reader.VerifyAsync(default)).Broken);
    }

    [Fact]
    public async Task A_tail_cut_together_with_its_head_is_seen_by_the_anchor()
    {
        await new Housekeeping(_store.Database).RunAsync(default);
        await _store.ExecuteAsync("delete from audit_entries where seq = 5; update audit_heads set seq = 4, hash = (select hash from audit_entries where seq = 4)");

        Assert.StartsWith("decisions: entry 5, anchored at ", Assert.Single((await _reader.VerifyAsync(default)).Broken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        var seen = new List<long>();
        string? cursor = null;
        do
        {
            var page = await _reader.ListAsync(new AuditFilter(Cursor: cursor, Limit: 2), default);
            seen.AddRange(page.Items.Select(entry => entry.Seq));
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal([5, 4, 3, 2, 1], seen);
    }

    private static AuditEntry Entry(int i) => new()
    {
        Chain = AuditChains.Decisions,
        Actor = "林薇",
        Action = "approval.signed",
        Subject = $"APR-{i:0000}",
        Before = new JsonObject { ["amount"] = 1.0, ["text"] = "a\u0001\"b" },
        Reason = i % 2 == 0 ? null : "why",
    };
}
