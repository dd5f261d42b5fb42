using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Approvals;

public sealed class ApprovalActsTests
{
    private static readonly Signer Lin = A.Person("Lin Wei");
    private static readonly Signer Mei = A.Person("Mei Lin");
    private static readonly Signer Chen = A.Commander("Chen Yu");

    [Fact]
    public void A_signature_taken_back_no_longer_counts_and_may_be_given_again()
    {
        var approval = A.Approval(RiskLevel.High);
        var half = Sign(approval, Lin);

        var back = A.Accepted(half.TakeBack(Lin, An.Noon));

        Assert.Equal(ApprovalState.Pending, back.State);
        Assert.Empty(back.Approvals);
        Assert.Equal(ApprovalState.PartiallySigned, Sign(back, Mei).State);
        Assert.Equal(ApprovalState.Approved, Sign(Sign(back, Mei), Lin).State);
        Assert.Equal(RefusalCode.NothingToTakeBack, A.Refused(half.TakeBack(Mei, An.Noon)));
    }

    [Theory]
    [InlineData(4999, true)]
    [InlineData(5000, false)]
    public void Within_the_undo_window_taking_back_withdraws(int milliseconds, bool inTime)
    {
        var approved = Sign(A.Approval(), Lin);
        var outcome = approved.TakeBack(Lin, An.Noon.AddMilliseconds(milliseconds));

        Assert.True(inTime ? A.Accepted(outcome) is { State: ApprovalState.Withdrawn, Authority: Authority.None } : A.Refused(outcome) == RefusalCode.TooLate);
    }

    [Fact]
    public void Only_proposer_commander_and_signers_withdraw_and_with_a_reason()
    {
        var approval = A.Approval(RiskLevel.High, proposedBy: Lin.PersonId);

        Assert.Equal(ApprovalState.Withdrawn, A.Accepted(approval.Withdraw(Lin, "not needed", An.Noon)).State);
        Assert.Equal(ApprovalState.Withdrawn, A.Accepted(approval.Withdraw(Chen, "not needed", An.Noon)).State);
        Assert.Equal(RefusalCode.RoleMissing, A.Refused(approval.Withdraw(Mei, "not needed", An.Noon)));
        Assert.Equal(RefusalCode.ReasonRequired, A.Refused(approval.Withdraw(Lin, " ", An.Noon)));
        Assert.Equal(ApprovalState.Superseded, A.Accepted(approval.Supersede("the alert cleared", An.Noon)).State);
        Assert.Equal(RefusalCode.NotWaiting, A.Refused(Sign(approval, Chen).Supersede("the alert cleared", An.Noon)));
    }

    [Fact]
    public void It_is_extended_by_15_minutes_ten_times_at_most()
    {
        var approval = A.Approval();
        for (var i = 1; i <= 10; i++)
        {
            approval = A.Accepted(approval.Extend(Lin, A.Green(), An.Noon));
            Assert.Equal(An.Noon.AddMinutes(120 + (15 * i)), approval.ExpiresAt);
        }

        Assert.Equal(RefusalCode.ExtensionsUsedUp, A.Refused(approval.Extend(Lin, A.Green(), An.Noon)));
    }

    [Fact]
    public void Extending_needs_role_time_and_a_repeated_pre_flight()
    {
        var approval = A.Approval();

        Assert.Equal(RefusalCode.RoleMissing, A.Refused(approval.Extend(Lin with { Roles = Roles.Monitor }, A.Green(), An.Noon)));
        Assert.Equal(RefusalCode.PreFlightMissing, A.Refused(approval.Extend(Lin, [], An.Noon)));
        Assert.Equal(RefusalCode.Expired, A.Refused(approval.Extend(Lin, A.Green(), approval.ExpiresAt)));
        Assert.Equal(RefusalCode.PreFlightRed, A.Refused(Sign0(A.Accepted(approval.Extend(Lin, A.Red(PreFlightChecks.Quota), An.Noon)), Mei)));
    }

    [Fact]
    public void It_expires_at_its_time_and_not_before()
    {
        var approval = A.Approval();

        Assert.Equal(RefusalCode.TooEarly, A.Refused(approval.Expire(approval.ExpiresAt.AddTicks(-1))));
        Assert.Equal(ApprovalState.Expired, A.Accepted(approval.Expire(approval.ExpiresAt)).State);
        Assert.Equal(RefusalCode.NotWaiting, A.Refused(Sign(approval, Lin).Expire(approval.ExpiresAt)));
    }

    [Fact]
    public void A_newer_request_replaces_a_waiting_one_and_no_other()
    {
        var half = Sign(A.Approval(RiskLevel.High), Lin);

        var replaced = A.Accepted(half.Supersede(235, An.Noon));

        Assert.Equal((ApprovalState.Superseded, 235L), (replaced.State, replaced.SupersededBy));
        Assert.Empty(replaced.Approvals);
        Assert.Equal(RefusalCode.TargetBusy, A.Refused(Sign(A.Approval(), Lin).Supersede(235, An.Noon)));
    }

    [Fact]
    public void A_changed_world_voids_signatures_and_authority_also_just_before_the_start()
    {
        var approved = Sign(A.Approval(), Lin);

        var changed = A.Accepted(approved.Change("revision 43 went out", An.Noon));

        Assert.Equal((ApprovalState.Changed, Authority.None, "revision 43 went out"), (changed.State, changed.Authority, changed.StateReason));
        Assert.All(changed.Signatures, signature => Assert.Equal(VoidReason.PlanChanged, signature.Voided));
        Assert.Equal(RefusalCode.NotWaiting, A.Refused(A.Accepted(approved.Start(An.Noon.AddSeconds(5))).Change("late", An.Noon)));
    }

    [Fact]
    public void It_starts_once_with_authority_and_not_before_its_time()
    {
        var approved = Sign(A.Approval(), Lin);

        Assert.Equal(RefusalCode.IllegalTransition, A.Refused(A.Approval().Start(An.Noon)));
        Assert.Equal(RefusalCode.TooEarly, A.Refused(approved.Start(An.Noon.AddMilliseconds(4999))));
        var started = A.Accepted(approved.Start(An.Noon.AddSeconds(5)));
        Assert.Equal(ApprovalState.Executing, started.State);
        Assert.Equal(RefusalCode.IllegalTransition, A.Refused(started.Start(An.Noon.AddSeconds(6))));
    }

    public static TheoryData<ApprovalState, string> Legal => new()
    {
        { ApprovalState.Executing, "Verifying Failed Unknown RollingBack" },
        { ApprovalState.Verifying, "Succeeded NoEffect Failed Unknown RollingBack" },
        { ApprovalState.RollingBack, "RolledBack UndoFailed Unknown" },
        { ApprovalState.Unknown, "Succeeded NoEffect Failed RolledBack UndoFailed" },
        { ApprovalState.Pending, "" },
        { ApprovalState.Approved, "" },
        { ApprovalState.Succeeded, "" },
        { ApprovalState.Rejected, "" },
    };

    [Theory]
    [MemberData(nameof(Legal))]
    public void An_execution_moves_along_the_table_and_nowhere_else(ApprovalState from, string to)
    {
        var approval = Sign(A.Approval(), Lin) with { State = from };
        var reached = Enum.GetValues<ApprovalState>().Where(state => approval.Advance(state, "awoooi", null, An.Noon) is ApprovalOutcome.Accepted);

        Assert.Equal(to.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(), reached.Select(state => state.ToString()).Order());
    }

    [Fact]
    public void End_states_lead_nowhere()
    {
        var ends = Enum.GetValues<ApprovalState>().Where(state => state.IsEnd()).ToList();

        Assert.Equal(10, ends.Count);
        Assert.All(ends, end => Assert.All(Enum.GetValues<ApprovalState>(), to => Assert.False(ApprovalTransitions.Allows(end, to))));
    }

    [Fact]
    public void What_runs_alone_is_approved_from_the_start_and_says_on_whose_word()
    {
        Assert.Equal((ApprovalState.Approved, Authority.Automatic), (A.Approval(RiskLevel.Low, mode: DecisionMode.Auto).State, A.Approval(RiskLevel.Low, mode: DecisionMode.Auto).Authority));
        Assert.Equal(Authority.StandingOrder, A.Request(A.Plan(), DecisionMode.Auto, order: Guid.Empty).Open(1, An.Noon).Authority);
        Assert.Throws<InvalidOperationException>(() => A.Request(A.Plan(), DecisionMode.Manual).Open(1, An.Noon));
        Assert.Throws<InvalidOperationException>(() => (A.Request(A.Plan()) with { Plan = A.Plan(risk: RiskLevel.High) }).Open(1, An.Noon));
    }

    [Fact]
    public void Wire_names_are_unique_and_readable_back()
    {
        Assert.Equal("partially_signed", WireNames.Of(ApprovalState.PartiallySigned));
        Assert.Equal("stale-plan-hash", WireNames.Of(RefusalCode.StalePlanHash));
        Assert.All(Enum.GetValues<ApprovalState>(), state => Assert.Equal(state, WireNames.Find<ApprovalState>(WireNames.Of(state))));
        Assert.Null(WireNames.Find<ApprovalState>("Pending"));
    }

    private static Approval Sign(Approval approval, Signer signer) => A.Accepted(Sign0(approval, signer));

    private static ApprovalOutcome Sign0(Approval approval, Signer signer) => approval.Sign(signer, A.Yes(approval), A.Moment());
}
