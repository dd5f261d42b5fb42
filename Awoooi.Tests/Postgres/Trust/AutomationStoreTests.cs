using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Trust;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Trust;

public sealed class AutomationStoreTests(StoreFixture store) : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private const string Class = "home:KubePodCrashLooping:shop/cart";
    private readonly AutomationStore _automation = new(store.Database, new Installation("home"));
    private readonly ApprovalStore _approvals = new(store.Database, new ApprovalRules());

    public async Task InitializeAsync() => await store.ExecuteAsync(
        "truncate approvals, signatures, executions, execution_runs, execution_steps, workload_locks, approval_preflights, standing_orders, standing_order_uses, trust_samples, change_windows, namespace_rules; update automation_switch set state = 'acting'");

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_namespace_rule_is_kept_and_an_unknown_namespace_has_none()
    {
        await _automation.SaveNamespaceAsync(new NamespaceRule("shop", AutonomyMode.Auto, true, [Operation.RestartPod, Operation.ScaleUp], true, false), "Chen Yu", default);
        await _automation.AllowAsync(["shop", "payments"], "awoooi", default);

        var rules = await _automation.ReadAsync(default);

        var shop = rules.For("shop")!;
        Assert.Equal((AutonomyMode.Auto, true, true, false), (shop.Mode, shop.Allowed, shop.Critical, shop.DryRun));
        Assert.True(shop.Permits(Operation.ScaleUp) && !shop.Permits(Operation.Rollback));
        Assert.Equal((AutonomyMode.Suggest, true), (rules.For("payments")!.Mode, rules.For("payments")!.Allowed));
        Assert.True(rules.For("payments")!.Permits(Operation.Rollback));
        Assert.Null(rules.For("kube-system"));
        Assert.Equal(1, await store.ScalarAsync<long>("select count(*) from audit_entries where action = 'automation.namespace-saved' and actor = 'Chen Yu'"));
    }

    [Theory]
    [InlineData(AutonomySwitch.Acting, true, true)]
    [InlineData(AutonomySwitch.Asking, false, true)]
    [InlineData(AutonomySwitch.Paused, false, false)]
    public async Task The_switch_is_read_by_the_statement_that_starts(AutonomySwitch state, bool automaticStarts, bool signedStarts)
    {
        var automatic = await OpenAsync(A.Plan(id: NewId(), uid: "a"), DecisionMode.Auto);
        var signed = await OpenAsync(A.Plan(id: NewId(), uid: "b"));
        A.Accepted(await _approvals.SignAsync(signed.Id, A.Person("Lin Wei"), A.Yes(signed), RequestOrigin.Unknown, default));

        await _automation.SetSwitchAsync(state, "drill", "Chen Yu", default);

        Assert.Equal((state, "drill", "Chen Yu"), await SwitchAsync());
        Assert.Equal(automaticStarts, await _approvals.StartAsync(automatic.Id, default) is ApprovalOutcome.Accepted);
        Assert.Equal(signedStarts, await _approvals.StartAsync(signed.Id, default) is ApprovalOutcome.Accepted);
    }

    [Fact]
    public async Task A_freeze_refuses_signatures_in_its_namespace_while_it_lasts()
    {
        var now = (await _automation.ReadAsync(default)).Now;
        var freeze = new ChangeWindow(NewId(), ChangeWindowKind.Freeze, "year end", "shop", now.AddMinutes(-1), now.AddHours(1), "Chen Yu");
        await _automation.AddWindowAsync(freeze with { Id = NewId(), Namespace = "payments" }, default);
        await _automation.AddWindowAsync(freeze with { Id = NewId(), Kind = ChangeWindowKind.Maintenance }, default);
        await _automation.AddWindowAsync(freeze with { Id = NewId(), EndsAt = now }, default);
        var approval = await OpenAsync(A.Scale(3, 4, RiskLevel.High, "c", NewId()));
        Assert.Null((await _automation.ReadAsync(default)).Freeze("shop"));
        Assert.IsType<ApprovalOutcome.Accepted>(await _approvals.SignAsync(approval.Id, A.Person("Lin Wei"), A.Yes(approval), RequestOrigin.Unknown, default));

        await _automation.AddWindowAsync(freeze, default);

        Assert.Equal("year end", (await _automation.ReadAsync(default)).Freeze("shop")?.Name);
        Assert.Equal(RefusalCode.ChangeFreeze, A.Refused(await _approvals.SignAsync(approval.Id, A.Person("Mei Lin"), A.Yes(approval), RequestOrigin.Unknown, default)));
        Assert.True(await _automation.RemoveWindowAsync(freeze.Id, "Chen Yu", default));
        Assert.False(await _automation.RemoveWindowAsync(freeze.Id, "Chen Yu", default));
        Assert.IsType<ApprovalOutcome.Accepted>(await _approvals.SignAsync(approval.Id, A.Person("Mei Lin"), A.Yes(approval), RequestOrigin.Unknown, default));
    }

    [Fact]
    public async Task A_standing_order_decides_so_many_times_a_day_until_it_is_revoked()
    {
        var order = await GrantAsync(perDay: 2);

        Assert.IsType<OpenOutcome.Opened>(await UseAsync(order, "o1"));
        Assert.IsType<OpenOutcome.Opened>(await UseAsync(order, "o2"));
        Assert.Equal(2, (await _automation.ReadAsync(default)).StandingOrders.Single().UsedToday);
        Assert.Equal(RefusalCode.StandingOrderNotAllowed, Assert.IsType<OpenOutcome.Refused>(await UseAsync(order, "o3")).Refusal.Code);

        await store.ExecuteAsync("update standing_order_uses set at = at - interval '24 hours'");
        Assert.IsType<OpenOutcome.Opened>(await UseAsync(order, "o4"));
        Assert.True(await _automation.RevokeOrderAsync(order.Id, "Chen Yu", default));
        Assert.IsType<OpenOutcome.Refused>(await UseAsync(order, "o5"));
        Assert.Empty((await _automation.ReadAsync(default)).StandingOrders);
    }

    [Fact]
    public async Task Uses_at_once_never_exceed_the_number_of_a_day()
    {
        var order = await GrantAsync(perDay: 2);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => UseAsync(order, $"p{i}")));

        Assert.Equal(2, outcomes.OfType<OpenOutcome.Opened>().Count());
    }

    [Fact]
    public async Task An_order_granted_with_a_decision_goes_when_it_is_taken_back()
    {
        var order = await GrantAsync(perDay: 2);

        A.Accepted(await _approvals.TakeBackAsync(order.GrantedWith, A.Commander("Chen Yu"), RequestOrigin.Unknown, default));

        Assert.Empty((await _automation.ReadAsync(default)).StandingOrders);
    }

    [Fact]
    public async Task Outcomes_of_the_last_90_days_make_the_score()
    {
        for (var i = 0; i < 5; i++)
        {
            var approval = await OpenAsync(A.Plan(id: NewId(), uid: $"s{i}"));
            await _automation.RecordSampleAsync(approval.Id, Class, Operation.RestartPod, WorkloadKind.Deployment, i != 0, default);
            await _automation.RecordSampleAsync(approval.Id, Class, Operation.RestartPod, WorkloadKind.Deployment, true, default);
            if (i == 1)
            {
                await _automation.MarkReopenedAsync(approval.Id, default);
            }

            if (i == 2)
            {
                await store.ExecuteAsync($"update trust_samples set at = now() - interval '90 days 1 second' where approval_id = '{approval.Id}'");
            }
        }

        Assert.Equal(new TrustScore(2, 4), await _automation.ScoreAsync(Class, Operation.RestartPod, WorkloadKind.Deployment, default));
        Assert.Equal(TrustScore.None, await _automation.ScoreAsync(Class, Operation.ScaleUp, WorkloadKind.Deployment, default));
        Assert.Equal(TrustScore.None, await _automation.ScoreAsync("other", Operation.RestartPod, WorkloadKind.Deployment, default));
    }

    [Fact]
    public async Task Limits_count_what_started_and_failures_in_a_row_until_a_person_resets()
    {
        foreach (var outcome in new[] { ApprovalState.Failed, ApprovalState.Succeeded, ApprovalState.Failed, ApprovalState.NoEffect, ApprovalState.Failed })
        {
            await RunAsync("h", outcome);
        }

        await RunAsync("other", ApprovalState.Failed);
        var next = await OpenAsync(A.Plan(id: NewId(), uid: "h"), DecisionMode.Auto);

        var before = await HistoryAsync(next.Id);
        await _automation.ResetFailuresAsync("h", "Chen Yu", default);
        var after = await HistoryAsync(next.Id);

        Assert.Equal((5, 6, 2, 5), (before.OfTargetLastHour, before.LastHour, before.FailuresInARow, before.IneffectiveTries));
        Assert.InRange(before.SinceLast, TimeSpan.Zero, TimeSpan.FromMinutes(5));
        Assert.Equal(0, after.FailuresInARow);
        Assert.False(before.OtherRunning);
    }

    private async Task RunAsync(string uid, ApprovalState outcome)
    {
        var approval = await OpenAsync(A.Plan(id: NewId(), uid: uid), DecisionMode.Auto);
        A.Accepted(await _approvals.StartAsync(approval.Id, default));
        A.Accepted(await _approvals.AdvanceAsync(approval.Id, ApprovalState.Verifying, "awoooi", null, default));
        A.Accepted(await _approvals.AdvanceAsync(approval.Id, outcome, "awoooi", null, default));
    }

    private async Task<RepairHistory> HistoryAsync(Guid approval)
    {
        await using var connection = await store.Database.Background.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        return await RepairHistory.ReadAsync(connection, transaction, approval, default);
    }

    private async Task<StandingOrder> GrantAsync(int perDay)
    {
        var approval = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: "granting"));
        A.Accepted(await _approvals.SignAsync(approval.Id, A.Commander("Chen Yu"), A.Yes(approval, perDay), RequestOrigin.Unknown, default));
        return (await _automation.ReadAsync(default)).StandingOrders.Single();
    }

    private Task<OpenOutcome> UseAsync(StandingOrder order, string uid)
        => _approvals.OpenAsync(A.Request(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: uid), DecisionMode.Auto, order: order.Id), default);

    private async Task<Approval> OpenAsync(Plan plan, DecisionMode mode = DecisionMode.Approval)
        => Assert.IsType<OpenOutcome.Opened>(await _approvals.OpenAsync(A.Request(plan, mode), default)).Approval;

    private async Task<(AutonomySwitch State, string? Reason, string By)> SwitchAsync()
    {
        var setting = (await _automation.ReadAsync(default)).Switch;
        return (setting.State, setting.Reason, setting.ChangedBy);
    }

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
