using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Approvals;

public sealed class SigningTests
{
    private static readonly Signer Lin = A.Person("Lin Wei");
    private static readonly Signer Mei = A.Person("Mei Lin");
    private static readonly Signer Chen = A.Commander("Chen Yu");

    [Theory]
    [InlineData(RiskLevel.Low, 0)]
    [InlineData(RiskLevel.Medium, 5)]
    public void Low_and_medium_take_one_signature_and_medium_has_an_undo_window(RiskLevel risk, int seconds)
    {
        var approval = A.Approval(risk);

        var signed = A.Accepted(approval.Sign(Lin, A.Yes(approval), A.Moment()));

        Assert.Equal((ApprovalState.Approved, Authority.Quorum), (signed.State, signed.Authority));
        Assert.Equal(An.Noon.AddSeconds(seconds), signed.NotBefore);
    }

    [Fact]
    public void High_takes_one_commander_or_two_sres()
    {
        var approval = A.Approval(RiskLevel.High);

        var half = A.Accepted(approval.Sign(Lin, A.Yes(approval), A.Moment()));

        Assert.Equal(ApprovalState.PartiallySigned, half.State);
        Assert.Equal(ApprovalState.Approved, A.Accepted(half.Sign(Mei, A.Yes(half), A.Moment())).State);
        Assert.Equal(ApprovalState.Approved, A.Accepted(approval.Sign(Chen, A.Yes(approval), A.Moment())).State);
    }

    [Fact]
    public void Critical_takes_two_people_with_a_commander_among_them()
    {
        var (lin, mei, other) = (Lin with { StepUpAt = An.Noon }, Mei with { StepUpAt = An.Noon }, A.Commander("Wu Tan"));
        var approval = A.Approval(RiskLevel.Critical);
        var one = A.Accepted(approval.Sign(lin, A.Yes(approval), A.Moment()));
        var two = A.Accepted(one.Sign(mei, A.Yes(one), A.Moment()));
        var commander = A.Accepted(approval.Sign(Chen, A.Yes(approval), A.Moment()));

        Assert.Equal((ApprovalState.PartiallySigned, ApprovalState.PartiallySigned, ApprovalState.PartiallySigned), (one.State, two.State, commander.State));
        Assert.Equal(ApprovalState.Approved, A.Accepted(two.Sign(Chen, A.Yes(two), A.Moment())).State);
        Assert.Equal(ApprovalState.Approved, A.Accepted(commander.Sign(lin, A.Yes(commander), A.Moment())).State);
        Assert.Equal(ApprovalState.Approved, A.Accepted(commander.Sign(other, A.Yes(commander), A.Moment())).State);
    }

    [Fact]
    public void Signing_own_proposal_is_refused()
    {
        var approval = A.Approval(proposedBy: Lin.PersonId);

        Assert.Equal(RefusalCode.OwnProposal, A.Refused(approval.Sign(Lin, A.Yes(approval), A.Moment())));
        Assert.Equal(RefusalCode.OwnProposal, A.Refused(approval.BreakGlass(Chen with { PersonId = Lin.PersonId }, A.Yes(approval) with { Reason = "r" }, A.Moment())));
    }

    [Fact]
    public void Whoever_edited_the_plan_may_not_sign_it()
    {
        var approval = A.Approval() with { EditedBy = [Lin.PersonId] };

        Assert.Equal(RefusalCode.OwnEdit, A.Refused(approval.Sign(Lin, A.Yes(approval), A.Moment())));
    }

    [Fact]
    public void A_second_signature_of_one_person_is_refused()
    {
        var approval = A.Approval(RiskLevel.High);
        var half = A.Accepted(approval.Sign(Lin, A.Yes(approval), A.Moment()));

        Assert.Equal(RefusalCode.AlreadySigned, A.Refused(half.Sign(Lin, A.Yes(half), A.Moment())));
    }

    [Theory]
    [InlineData(Roles.None, false)]
    [InlineData(Roles.Monitor, false)]
    [InlineData(Roles.Admin, false)]
    [InlineData(Roles.Sre, true)]
    [InlineData(Roles.Commander, true)]
    public void The_role_held_now_decides(Roles roles, bool may)
    {
        var approval = A.Approval();
        var outcome = approval.Sign(Lin with { Roles = roles }, A.Yes(approval), A.Moment());

        Assert.Equal(may, outcome is ApprovalOutcome.Accepted);
        Assert.True(may || A.Refused(outcome) == RefusalCode.RoleMissing);
    }

    [Fact]
    public void A_stale_plan_hash_is_refused()
    {
        var approval = A.Approval();

        Assert.Equal(RefusalCode.StalePlanHash, A.Refused(approval.Sign(Lin, A.Yes(approval) with { PlanHash = new string('0', 64) }, A.Moment())));
        Assert.Equal(RefusalCode.StalePlanHash, A.Refused(approval.Sign(Lin, A.No(approval) with { PlanHash = new string('0', 64) }, A.Moment())));
    }

    [Theory]
    [InlineData(SignedVia.Token)]
    [InlineData(SignedVia.Telegram)]
    public void A_commanders_token_weighs_as_an_sre_and_never_decides_high_alone(SignedVia via)
    {
        var approval = A.Approval(RiskLevel.High);

        var one = A.Accepted(approval.Sign(Chen with { Via = via }, A.Yes(approval), A.Moment()));
        var two = A.Accepted(one.Sign(Lin with { Via = via }, A.Yes(one), A.Moment()));

        Assert.Equal(SignatureWeight.Sre, one.Signatures[0].Weight);
        Assert.Equal((ApprovalState.PartiallySigned, ApprovalState.PartiallySigned), (one.State, two.State));
        Assert.Equal(ApprovalState.Approved, A.Accepted(two.Sign(Mei, A.Yes(two), A.Moment())).State);
    }

    [Theory]
    [InlineData(SignedVia.Token)]
    [InlineData(SignedVia.Telegram)]
    public void Critical_takes_browser_signatures_only(SignedVia via)
    {
        var approval = A.Approval(RiskLevel.Critical);

        Assert.Equal(RefusalCode.BrowserRequired, A.Refused(approval.Sign(Chen with { Via = via }, A.Yes(approval), A.Moment())));
    }

    [Theory]
    [InlineData(RiskLevel.High, 300, true)]
    [InlineData(RiskLevel.High, 301, false)]
    [InlineData(RiskLevel.Critical, 300, true)]
    [InlineData(RiskLevel.Critical, 301, false)]
    [InlineData(RiskLevel.High, null, false)]
    [InlineData(RiskLevel.High, -1, false)]
    [InlineData(RiskLevel.Medium, null, true)]
    public void A_commander_needs_a_step_up_of_the_last_5_minutes(RiskLevel risk, int? secondsAgo, bool enough)
    {
        var approval = A.Approval(risk);
        var signer = Chen with { StepUpAt = secondsAgo is { } seconds ? An.Noon.AddSeconds(-seconds) : null };

        var outcome = approval.Sign(signer, A.Yes(approval), A.Moment());

        Assert.True(enough ? outcome is ApprovalOutcome.Accepted : A.Refused(outcome) == RefusalCode.StepUpRequired);
    }

    [Fact]
    public void An_sre_signs_high_without_step_up_but_critical_with_it()
    {
        var (high, critical) = (A.Approval(RiskLevel.High), A.Approval(RiskLevel.Critical));

        Assert.IsType<ApprovalOutcome.Accepted>(high.Sign(Lin, A.Yes(high), A.Moment()));
        Assert.Equal(RefusalCode.StepUpRequired, A.Refused(critical.Sign(Lin, A.Yes(critical), A.Moment())));
    }

    [Theory]
    [InlineData(RiskLevel.High, 24 * 60, true)]
    [InlineData(RiskLevel.High, (24 * 60) - 1, false)]
    [InlineData(RiskLevel.Critical, (24 * 60) - 1, false)]
    [InlineData(RiskLevel.Medium, 1, true)]
    public void A_young_account_cannot_decide_high_or_critical(RiskLevel risk, int minutesOld, bool may)
    {
        var approval = A.Approval(risk);
        var outcome = approval.Sign(Chen with { AccountChangedAt = An.Noon.AddMinutes(-minutesOld) }, A.Yes(approval), A.Moment());

        Assert.True(may ? outcome is ApprovalOutcome.Accepted : A.Refused(outcome) == RefusalCode.AccountTooYoung);
    }

    [Fact]
    public void A_young_account_may_always_stop()
    {
        var approval = A.Approval(RiskLevel.Critical);

        Assert.Equal(ApprovalState.Rejected, A.Accepted(approval.Sign(Lin with { AccountChangedAt = An.Noon }, A.No(approval), A.Moment())).State);
    }

    [Theory]
    [InlineData(23, 59, true)]
    [InlineData(24, 0, false)]
    public void In_the_first_day_of_an_installation_young_accounts_decide_and_the_card_says_so(int hours, int minutes, bool may)
    {
        var approval = A.Approval(RiskLevel.High);
        var installed = An.Noon.AddHours(-hours).AddMinutes(-minutes);
        var outcome = approval.Sign(Chen with { AccountChangedAt = An.Noon.AddHours(-1) }, A.Yes(approval), A.Moment(installed: installed));

        Assert.Equal(may, outcome is ApprovalOutcome.Accepted { Approval.NewInstallation: true });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Two_accounts_of_which_one_made_the_other_do_not_decide_together(bool makerFirst)
    {
        var maker = Lin;
        var made = Mei with { RaisedBy = [Chen.PersonId, maker.PersonId] };
        var (first, second) = makerFirst ? (maker, made) : (made, maker);
        var approval = A.Approval(RiskLevel.High);
        var half = A.Accepted(approval.Sign(first, A.Yes(approval), A.Moment()));

        Assert.Equal(RefusalCode.AccountRaisedByOtherSigner, A.Refused(half.Sign(second, A.Yes(half), A.Moment())));
        Assert.Equal(ApprovalState.Approved, A.Accepted(half.Sign(A.Person("Third"), A.Yes(half), A.Moment())).State);
    }

    [Theory]
    [InlineData("0231", true)]
    [InlineData("231", false)]
    [InlineData("APR-0231", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_critical_signer_types_the_number(string? typed, bool right)
    {
        var approval = A.Approval(RiskLevel.Critical);
        var outcome = approval.Sign(Chen, A.Yes(approval) with { TypedId = typed }, A.Moment());

        Assert.True(right ? outcome is ApprovalOutcome.Accepted : A.Refused(outcome) == RefusalCode.ShortIdMismatch);
    }

    [Theory]
    [InlineData(null, RefusalCode.ReasonRequired)]
    [InlineData("  ", RefusalCode.ReasonRequired)]
    public void Rejecting_needs_a_reason(string? reason, RefusalCode code)
    {
        var approval = A.Approval();

        Assert.Equal(code, A.Refused(approval.Sign(Lin, A.No(approval, reason), A.Moment())));
        Assert.Equal(RefusalCode.ReasonTooLong, A.Refused(approval.Sign(Lin, A.No(approval, new string('x', 1001)), A.Moment())));
    }

    [Fact]
    public void One_rejection_stops_it_whoever_signed_before()
    {
        var approval = A.Approval(RiskLevel.High);
        var half = A.Accepted(approval.Sign(Lin, A.Yes(approval), A.Moment()));

        Assert.Equal(ApprovalState.Rejected, A.Accepted(half.Sign(Mei, A.No(half), A.Moment())).State);
        var own = A.Accepted(half.Sign(Lin, A.No(half), A.Moment()));
        Assert.Equal((ApprovalState.Rejected, 0), (own.State, own.Approvals.Count()));
    }

    [Fact]
    public void Each_red_line_blocks_signing_and_amber_does_not()
    {
        foreach (var check in PreFlightChecks.All)
        {
            var red = A.Approval() with { PreFlight = A.Red(check) };
            var expected = check == PreFlightChecks.NoFreeze ? RefusalCode.ChangeFreeze : RefusalCode.PreFlightRed;
            Assert.Equal(expected, A.Refused(red.Sign(Lin, A.Yes(red), A.Moment())));
        }

        var amber = A.Approval() with { PreFlight = [new PreFlightLine(PreFlightChecks.Quota, PreFlightState.Amber, "tight", An.Noon)] };
        Assert.IsType<ApprovalOutcome.Accepted>(amber.Sign(Lin, A.Yes(amber), A.Moment()));
    }

    [Fact]
    public void Without_a_pre_flight_nothing_is_signed_but_a_plan_that_does_nothing()
    {
        var approval = A.Approval() with { PreFlight = [] };
        var nothing = A.Approval(RiskLevel.Low, Operation.Manual) with { PreFlight = [] };

        Assert.Equal(RefusalCode.PreFlightMissing, A.Refused(approval.Sign(Lin, A.Yes(approval), A.Moment())));
        Assert.IsType<ApprovalOutcome.Accepted>(nothing.Sign(Lin, A.Yes(nothing), A.Moment()));
    }

    [Fact]
    public void A_freeze_refuses_signatures_and_only_a_break_glass_lifts_it()
    {
        var approval = A.Approval(RiskLevel.High);
        var request = A.Yes(approval) with { Reason = "checkout is down" };

        Assert.Equal(RefusalCode.ChangeFreeze, A.Refused(approval.Sign(Chen, request, A.Moment(frozen: true))));
        Assert.Equal((ApprovalState.Approved, Authority.BreakGlass), Outcome(approval.BreakGlass(Chen, request, A.Moment(frozen: true))));
    }

    [Fact]
    public void A_break_glass_lifts_the_quorum_and_nothing_else()
    {
        var approval = A.Approval(RiskLevel.Critical);
        var request = A.Yes(approval) with { Reason = "checkout is down" };
        var blocked = approval with { PreFlight = A.Red(PreFlightChecks.Allowed) };

        Assert.Equal((ApprovalState.Approved, Authority.BreakGlass), Outcome(approval.BreakGlass(Chen, request, A.Moment())));
        Assert.Equal(RefusalCode.RoleMissing, A.Refused(approval.BreakGlass(Lin with { StepUpAt = An.Noon }, request, A.Moment())));
        Assert.Equal(RefusalCode.ReasonRequired, A.Refused(approval.BreakGlass(Chen, request with { Reason = " " }, A.Moment())));
        Assert.Equal(RefusalCode.StepUpRequired, A.Refused(approval.BreakGlass(Chen with { StepUpAt = An.Noon.AddSeconds(-301) }, request, A.Moment())));
        Assert.Equal(RefusalCode.BrowserRequired, A.Refused(approval.BreakGlass(Chen with { Via = SignedVia.Token }, request, A.Moment())));
        Assert.Equal(RefusalCode.PreFlightRed, A.Refused(blocked.BreakGlass(Chen, request, A.Moment())));
        Assert.Equal(RefusalCode.ShortIdMismatch, A.Refused(approval.BreakGlass(Chen, request with { TypedId = "1" }, A.Moment())));
        Assert.Equal(RefusalCode.AccountTooYoung, A.Refused(approval.BreakGlass(Chen with { AccountChangedAt = An.Noon }, request, A.Moment())));
    }

    [Fact]
    public void One_person_alone_decides_only_where_that_is_configured_after_a_cool_off()
    {
        var approval = A.Approval(RiskLevel.Critical, proposedBy: Chen.PersonId);

        var decided = A.Accepted(approval.Sign(Chen, A.Yes(approval), A.Moment(onePerson: true)));

        Assert.Equal((ApprovalState.Approved, Authority.OnePerson), (decided.State, decided.Authority));
        Assert.Equal(An.Noon.AddSeconds(60), decided.NotBefore);
        Assert.Equal(RefusalCode.OwnProposal, A.Refused(approval.Sign(Chen, A.Yes(approval), A.Moment())));
        Assert.Equal(RefusalCode.OwnProposal, A.Refused(approval.Sign(Chen with { StepUpAt = null }, A.Yes(approval), A.Moment(onePerson: true))));
        Assert.Equal(ApprovalState.PartiallySigned, A.Accepted((approval with { ProposedBy = null }).Sign(Lin with { StepUpAt = An.Noon }, A.Yes(approval), A.Moment(onePerson: true))).State);
    }

    [Fact]
    public void A_standing_order_comes_with_a_quorum_of_those_who_asked_for_it()
    {
        var medium = A.Approval();
        var asked = A.Accepted(medium.Sign(Chen, A.Yes(medium, standingOrder: 3), A.Moment()));

        var order = asked.GrantedOrder(A.Moment().Rules);

        Assert.NotNull(order);
        Assert.Equal((3, RiskLevel.Medium, An.Noon.AddDays(30)), (order.PerDay, order.Risk, order.ExpiresAt));
        Assert.Null(A.Accepted(medium.Sign(Chen, A.Yes(medium), A.Moment())).GrantedOrder(A.Moment().Rules));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void A_standing_order_needs_a_commander_a_low_floor_and_a_sane_number(int perDay)
    {
        var (medium, high, rollback) = (A.Approval(), A.Approval(RiskLevel.High), A.Approval(RiskLevel.Medium, Operation.Rollback));

        Assert.Equal(RefusalCode.StandingOrderNotAllowed, A.Refused(medium.Sign(Chen, A.Yes(medium, perDay), A.Moment())));
        Assert.Equal(RefusalCode.StandingOrderNotAllowed, A.Refused(medium.Sign(Lin, A.Yes(medium, 3), A.Moment())));
        Assert.Equal(RefusalCode.StandingOrderNotAllowed, A.Refused(high.Sign(Chen, A.Yes(high, 3), A.Moment())));
        Assert.Equal(RefusalCode.StandingOrderNotAllowed, A.Refused(rollback.Sign(Chen, A.Yes(rollback, 3), A.Moment())));
    }

    [Theory]
    [InlineData(Priority.P0, 15)]
    [InlineData(Priority.P1, 30)]
    [InlineData(Priority.P2, 120)]
    [InlineData(Priority.P3, 120)]
    public void Nobody_signs_after_the_expiry(Priority priority, int minutes)
    {
        var approval = A.Approval(priority: priority);
        var end = An.Noon.AddMinutes(minutes);

        Assert.Equal(end, approval.ExpiresAt);
        Assert.IsType<ApprovalOutcome.Accepted>(approval.Sign(Lin, A.Yes(approval), A.Moment(end.AddTicks(-1))));
        Assert.Equal(RefusalCode.Expired, A.Refused(approval.Sign(Lin, A.Yes(approval), A.Moment(end))));
        Assert.Equal(RefusalCode.Expired, A.Refused(approval.Sign(Lin, A.No(approval), A.Moment(end))));
        Assert.Equal(RefusalCode.Expired, A.Refused(approval.BreakGlass(Chen, A.Yes(approval) with { Reason = "r" }, A.Moment(end))));
    }

    private static (ApprovalState State, Authority Authority) Outcome(ApprovalOutcome outcome) => (A.Accepted(outcome).State, A.Accepted(outcome).Authority);
}
