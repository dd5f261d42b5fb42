using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Tests.TestKit;
using Npgsql;

namespace Awoooi.Tests.Postgres.Approvals;

public sealed class ApprovalStoreTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private static int _workloads;
    private readonly ApprovalStore _approvals = new(store.Database, new ApprovalRules());

    [Fact]
    public async Task An_approval_survives_the_way_to_the_database_and_back()
    {
        var opened = await OpenAsync(A.Scale(3, 4, RiskLevel.High, Uid(), NewId()));

        var read = await _approvals.FindAsync(opened.ShortId, default);

        Assert.NotNull(read);
        Assert.Equal(opened.PlanHash, PlanHash.Of(read.Plan));
        Assert.Equal(opened.PlanHash, read.PlanHash);
        Assert.Equal((ApprovalState.Pending, Authority.None, opened.Number), (read.State, read.Authority, read.Number));
        Assert.Equal(opened.Reasons.Select(reason => reason.Code), read.Reasons.Select(reason => reason.Code));
        Assert.Equal("shop", read.Reasons[0].Values["namespace"]);
        Assert.Equal(opened.PreFlight, read.PreFlight);
        Assert.Equal(read.Id, (await _approvals.FindAsync(opened.Id.ToString(), default))?.Id);
        Assert.Null(await _approvals.FindAsync("APR-999999", default));
        Assert.Null(await _approvals.FindAsync("nonsense", default));
    }

    [Fact]
    public async Task The_last_signature_queues_the_execution_with_work_audit_and_event()
    {
        var approval = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: Uid()));

        var signed = A.Accepted(await SignAsync(approval, A.Person("Lin Wei")));

        Assert.Equal(TimeSpan.FromSeconds(5), signed.NotBefore - signed.StateSince);
        var execution = await _approvals.FindExecutionAsync(approval.Id, default);
        Assert.Equal(approval.Id, (await _approvals.FindByExecutionAsync(execution!.Value, default))?.Id);
        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from work_items w join executions e on e.id::text = w.key where w.kind = 'execute' and w.run_at = e.not_before and e.approval_id = '{approval.Id}'"));
        Assert.Equal("approval.opened,approval.signed,approval.approved", await store.ScalarAsync<string>($"select string_agg(action, ',' order by seq) from audit_entries where chain = 'decisions' and subject = '{approval.ShortId}'"));
        Assert.Equal("new_approval,approval_updated", await store.ScalarAsync<string>($"select string_agg(type, ',' order by seq) from live_events where data ->> 'id' = '{approval.Id}'"));
        Assert.Equal(1, await store.ScalarAsync<int>($"select (data ->> 'required_signatures')::int from live_events where type = 'new_approval' and data ->> 'id' = '{approval.Id}'"));
    }

    [Fact]
    public async Task A_refused_act_changes_nothing()
    {
        var approval = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: Uid()));
        var audited = await store.ScalarAsync<long>("select count(*) from audit_entries");

        Assert.Equal(RefusalCode.RoleMissing, A.Refused(await SignAsync(approval, A.Person("Ho Bo", Roles.Monitor))));
        Assert.Equal(RefusalCode.NotFound, A.Refused(await _approvals.SignAsync(NewId(), A.Person("Lin Wei"), A.Yes(approval), RequestOrigin.Unknown, default)));

        Assert.Equal(audited, await store.ScalarAsync<long>("select count(*) from audit_entries"));
        Assert.Empty((await _approvals.FindAsync(approval.Id, default))!.Signatures);
    }

    [Fact]
    public async Task What_runs_alone_is_queued_as_it_is_opened()
    {
        var outcome = await _approvals.OpenAsync(A.Request(A.Plan(id: NewId(), uid: Uid()), DecisionMode.Auto), default);

        var approval = Assert.IsType<OpenOutcome.Opened>(outcome).Approval;
        Assert.Equal(ApprovalState.Approved, approval.State);
        Assert.NotNull(await _approvals.FindExecutionAsync(approval.Id, default));
        Assert.Equal(ApprovalState.Executing, A.Accepted(await _approvals.StartAsync(approval.Id, default)).State);
        Assert.Equal(ApprovalState.Verifying, A.Accepted(await _approvals.AdvanceAsync(approval.Id, ApprovalState.Verifying, "awoooi", null, default)).State);
        Assert.Equal(RefusalCode.IllegalTransition, A.Refused(await _approvals.AdvanceAsync(approval.Id, ApprovalState.RolledBack, "awoooi", null, default)));
        Assert.Equal(ApprovalState.Succeeded, A.Accepted(await _approvals.AdvanceAsync(approval.Id, ApprovalState.Succeeded, "awoooi", null, default)).State);
        Assert.Equal("succeeded", await store.ScalarAsync<string>($"select outcome from executions where approval_id = '{approval.Id}' and started_at is not null and ended_at is not null"));
    }

    [Fact]
    public async Task The_same_request_joins_the_open_card_and_another_replaces_it()
    {
        var uid = Uid();
        var first = await OpenAsync(A.Scale(3, 4, RiskLevel.High, uid, NewId()));
        await SignAsync(first, A.Person("Lin Wei"));

        var same = await _approvals.OpenAsync(A.Request(A.Scale(3, 4, RiskLevel.High, uid, NewId())), default);
        var other = await _approvals.OpenAsync(A.Request(A.Scale(3, 5, RiskLevel.High, uid, NewId())), default);

        Assert.Equal(first.Id, Assert.IsType<OpenOutcome.Joined>(same).Approval.Id);
        var replacing = Assert.IsType<OpenOutcome.Opened>(other);
        Assert.Equal(first.Number, replacing.Superseded);
        var replaced = await _approvals.FindAsync(first.Id, default);
        Assert.Equal((ApprovalState.Superseded, replacing.Approval.Number, VoidReason.Superseded), (replaced!.State, replaced.SupersededBy, replaced.Signatures[0].Voided));
        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from approvals where workload_uid = '{uid}' and state = 'pending'"));
    }

    [Fact]
    public async Task A_busy_workload_takes_no_further_request_and_neither_does_an_unknown_one()
    {
        var uid = Uid();
        var running = Assert.IsType<OpenOutcome.Opened>(await _approvals.OpenAsync(A.Request(A.Plan(id: NewId(), uid: uid), DecisionMode.Auto), default)).Approval;
        var request = A.Request(A.Scale(3, 4, RiskLevel.High, uid, NewId()));

        Assert.Equal(RefusalCode.TargetBusy, Assert.IsType<OpenOutcome.Refused>(await _approvals.OpenAsync(request, default)).Refusal.Code);
        await _approvals.StartAsync(running.Id, default);
        await _approvals.AdvanceAsync(running.Id, ApprovalState.Unknown, "awoooi", "no answer", default);
        Assert.Equal(RefusalCode.TargetBusy, Assert.IsType<OpenOutcome.Refused>(await _approvals.OpenAsync(request, default)).Refusal.Code);
        await _approvals.AdvanceAsync(running.Id, ApprovalState.Failed, "Lin Wei", "it never ran", default);
        Assert.IsType<OpenOutcome.Opened>(await _approvals.OpenAsync(request, default));
    }

    [Fact]
    public async Task Many_openings_at_once_leave_one_open_card()
    {
        var uid = Uid();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _approvals.OpenAsync(A.Request(A.Scale(3, 4, RiskLevel.High, uid, NewId())), default)));

        Assert.Single(outcomes.OfType<OpenOutcome.Opened>());
        Assert.Equal(7, outcomes.OfType<OpenOutcome.Joined>().Count());
    }

    [Fact]
    public async Task Time_is_the_databases()
    {
        var due = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: Uid()));
        var later = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: Uid()));
        await store.ExecuteAsync($"update approvals set expires_at = now() where id = '{due.Id}'");

        Assert.Equal(RefusalCode.Expired, A.Refused(await SignAsync(due, A.Person("Lin Wei"))));
        Assert.Equal(1, await _approvals.ExpireDueAsync(default));

        Assert.Equal(ApprovalState.Expired, (await _approvals.FindAsync(due.Id, default))!.State);
        Assert.Equal(ApprovalState.Pending, (await _approvals.FindAsync(later.Id, default))!.State);
    }

    [Fact]
    public async Task Undoing_within_the_window_ends_the_queued_execution()
    {
        var approval = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: Uid()));
        await SignAsync(approval, A.Person("Lin Wei"));

        Assert.Equal(RefusalCode.TooEarly, A.Refused(await _approvals.StartAsync(approval.Id, default)));
        Assert.Equal(ApprovalState.Withdrawn, A.Accepted(await _approvals.TakeBackAsync(approval.Id, A.Person("Lin Wei"), RequestOrigin.Unknown, default)).State);

        Assert.Equal(RefusalCode.IllegalTransition, A.Refused(await _approvals.StartAsync(approval.Id, default)));
        Assert.Equal("withdrawn", await store.ScalarAsync<string>($"select outcome from executions where approval_id = '{approval.Id}' and started_at is null"));
    }

    [Fact]
    public async Task Extending_moves_the_end_and_keeps_the_repeated_pre_flight()
    {
        var approval = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: Uid()));

        A.Accepted(await _approvals.ExtendAsync(approval.Id, A.Person("Lin Wei"), A.Red(PreFlightChecks.Quota), RequestOrigin.Unknown, default));

        var read = await _approvals.FindAsync(approval.Id, default);
        Assert.Equal((approval.ExpiresAt.AddMinutes(15), 1), (read!.ExpiresAt, read.Extensions));
        Assert.Equal(RefusalCode.PreFlightRed, A.Refused(await SignAsync(approval, A.Person("Lin Wei"))));
        await _approvals.SavePreFlightAsync(approval.Id, A.Green(), default);
        Assert.IsType<ApprovalOutcome.Accepted>(await SignAsync(approval, A.Person("Lin Wei")));
    }

    [Fact]
    public async Task A_repeated_request_is_answered_and_not_carried_out_again()
    {
        var approval = await OpenAsync(A.Scale(3, 4, RiskLevel.High, Uid(), NewId()));
        var origin = new RequestOrigin("r1", NewId().ToString());

        var first = A.Accepted(await _approvals.SignAsync(approval.Id, A.Person("Lin Wei"), A.Yes(approval), origin, default));
        var again = A.Accepted(await _approvals.SignAsync(approval.Id, A.Person("Lin Wei"), A.Yes(approval), origin, default));
        var other = await _approvals.SignAsync(approval.Id, A.Person("Lin Wei"), A.No(approval), origin, default);

        Assert.Equal((first.State, 1), (again.State, again.Signatures.Count));
        Assert.Equal(RefusalCode.IdempotencyKeyReused, A.Refused(other));
        Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from audit_entries where subject = '{approval.ShortId}' and request_id = 'r1'"));
    }

    [Fact]
    public async Task The_board_shows_what_waits_for_the_viewer_first_then_risk_then_expiry()
    {
        await store.ExecuteAsync("update approvals set state = 'rejected' where state in ('pending', 'partially_signed'); update approvals set state = 'failed' where state in ('approved', 'executing', 'verifying', 'unknown')");
        var low = await OpenAsync(A.Plan(risk: RiskLevel.Low, id: NewId(), uid: Uid()));
        var signed = await OpenAsync(A.Scale(3, 4, RiskLevel.High, Uid(), NewId()));
        var high = await OpenAsync(A.Scale(3, 4, RiskLevel.High, Uid(), NewId()));
        var own = await OpenAsync(A.Scale(3, 4, RiskLevel.Critical, Uid(), NewId()), A.Person("Lin Wei").PersonId);
        var soon = await OpenAsync(A.Scale(3, 4, RiskLevel.High, Uid(), NewId()));
        await store.ExecuteAsync($"update approvals set expires_at = expires_at - interval '1 hour' where id = '{soon.Id}'");
        await SignAsync(signed, A.Person("Lin Wei"));

        var board = await _approvals.BoardAsync(A.Person("Lin Wei").PersonId, default);
        var everybody = await _approvals.BoardAsync(null, default);

        Assert.Equal([soon.Number, high.Number, low.Number, own.Number, signed.Number], board.Select(approval => approval.Number));
        Assert.Equal([own.Number, soon.Number, signed.Number, high.Number, low.Number], everybody.Select(approval => approval.Number));
        Assert.Equal([signed.Number], (await _approvals.ListAsync(new ApprovalFilter([ApprovalState.PartiallySigned]), default)).Select(approval => approval.Number).Take(1));
        Assert.Equal([high.Number, signed.Number], (await _approvals.ListAsync(new ApprovalFilter(Before: own.Number, Limit: 2), default)).Select(approval => approval.Number));
    }

    [Fact]
    public async Task Two_signers_at_once_start_it_exactly_once()
    {
        for (var round = 0; round < 50; round++)
        {
            var approval = await OpenAsync(A.Plan(risk: RiskLevel.Medium, id: NewId(), uid: Uid()));
            using var barrier = new Barrier(2);

            var outcomes = await Task.WhenAll(new[] { "Lin Wei", "Mei Lin" }.Select(name => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return SignAsync(approval, A.Person(name));
            })));

            Assert.Single(outcomes.OfType<ApprovalOutcome.Accepted>());
            Assert.Equal(RefusalCode.NotWaiting, outcomes.OfType<ApprovalOutcome.Refused>().Single().Refusal.Code);
            Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from executions where approval_id = '{approval.Id}'"));
        }
    }

    [Fact]
    public async Task Two_signers_that_need_each_other_both_count_and_start_it_exactly_once()
    {
        for (var round = 0; round < 50; round++)
        {
            var approval = await OpenAsync(A.Scale(3, 4, RiskLevel.High, Uid(), NewId()));
            using var barrier = new Barrier(2);

            var outcomes = await Task.WhenAll(new[] { "Lin Wei", "Mei Lin" }.Select(name => Task.Run(() =>
            {
                barrier.SignalAndWait();
                return SignAsync(approval, A.Person(name));
            })));

            Assert.Equal([ApprovalState.PartiallySigned, ApprovalState.Approved], outcomes.Select(outcome => A.Accepted(outcome).State).Order());
            Assert.Equal(1, await store.ScalarAsync<long>($"select count(*) from executions where approval_id = '{approval.Id}'"));
        }
    }

    [Fact]
    public async Task The_app_role_cannot_rewrite_what_was_signed_away()
    {
        var fault = await Assert.ThrowsAsync<PostgresException>(async () =>
        {
            await using var command = store.Database.Interactive.CreateCommand("delete from signatures");
            await command.ExecuteNonQueryAsync();
        });

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, fault.SqlState);
    }

    private async Task<Approval> OpenAsync(Plan plan, Guid? proposedBy = null)
        => Assert.IsType<OpenOutcome.Opened>(await _approvals.OpenAsync(A.Request(plan, proposedBy: proposedBy), default)).Approval;

    private Task<ApprovalOutcome> SignAsync(Approval approval, Signer signer) => _approvals.SignAsync(approval.Id, signer, A.Yes(approval), RequestOrigin.Unknown, default);

    private static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    private static string Uid() => $"uid-{Interlocked.Increment(ref _workloads)}";
}
