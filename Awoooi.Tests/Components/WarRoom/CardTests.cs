using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Bunit;

namespace Awoooi.Tests.Components.WarRoom;

public class CardTests : WarRoomContext
{
    [Theory]
    [InlineData(ApprovalState.Pending, "Pending", "have reject sign")]
    [InlineData(ApprovalState.PartiallySigned, "Partly signed", "have reject sign")]
    [InlineData(ApprovalState.Approved, "Approved", "")]
    [InlineData(ApprovalState.Executing, "Executing", "stop")]
    [InlineData(ApprovalState.Verifying, "Verifying", "stop")]
    [InlineData(ApprovalState.RollingBack, "Undoing", "")]
    [InlineData(ApprovalState.Succeeded, "Succeeded", "record")]
    [InlineData(ApprovalState.NoEffect, "No effect", "record again")]
    [InlineData(ApprovalState.Failed, "Failed", "record again")]
    [InlineData(ApprovalState.RolledBack, "Rolled back", "record")]
    [InlineData(ApprovalState.UndoFailed, "Undo failed", "have record")]
    [InlineData(ApprovalState.Unknown, "Unknown", "have result")]
    [InlineData(ApprovalState.Rejected, "Rejected", "record again")]
    [InlineData(ApprovalState.Expired, "Expired", "record again")]
    [InlineData(ApprovalState.Superseded, "Superseded", "record")]
    [InlineData(ApprovalState.Changed, "Changed", "record again")]
    [InlineData(ApprovalState.Withdrawn, "Withdrawn", "record again")]
    public void Every_state_has_its_word_and_its_buttons(ApprovalState state, string word, string buttons)
    {
        Executions.View = new ExecutionView(Guid.Empty, Guid.Empty, Clock.GetUtcNow(), null, null, null, []);

        var card = Show(Given(change: approval => approval with { State = state }));

        Assert.Equal(word, card.Find("[data-testid=state] b").TextContent);
        Assert.Equal(buttons, string.Join(' ', card.FindAll("[data-testid=bar] [data-testid]").Select(button => button.GetAttribute("data-testid"))));
    }

    [Fact]
    public void A_signature_is_given_for_the_plan_that_was_shown_and_by_the_roles_held_now()
    {
        var approval = Given();
        var card = Show(approval);
        As(Roles.Sre | Roles.Commander);

        card.Find("[data-testid=sign]").Click();

        var act = Assert.Single(Approvals.Acts);
        Assert.Equal((approval.PlanHash, true), (act.Request!.PlanHash, act.Signer.IsCommander));
        card.WaitForAssertion(() => Assert.Equal("Approved", card.Find("[data-testid=state] b").TextContent));
        Assert.NotNull(card.Find("[data-testid=undo]"));
    }

    [Fact]
    public void Nothing_is_shown_as_signed_before_the_server_answered()
    {
        Approvals.Gate = new TaskCompletionSource();
        var card = Show(Given());

        card.Find("[data-testid=sign]").Click();

        card.WaitForAssertion(() => Assert.StartsWith("Signing…", card.Find("[data-testid=sign]").TextContent, StringComparison.Ordinal));
        Assert.True(card.Find("[data-testid=sign]").HasAttribute("disabled"));
        Assert.Equal("Pending", card.Find("[data-testid=state] b").TextContent);
        Approvals.Gate.SetResult();
        card.WaitForAssertion(() => Assert.Equal("Approved", card.Find("[data-testid=state] b").TextContent));
    }

    [Fact]
    public void What_verify_means_is_what_is_configured()
    {
        Automation.StableFor = TimeSpan.FromSeconds(30);
        Automation.HealthyWithin = TimeSpan.FromMinutes(7);
        Automation.AlertClearsWithin = TimeSpan.FromHours(1);

        Assert.Contains("Ready and stable for 30\u00a0s within 7\u00a0min, alert clear within 1\u00a0h.", Show(Given()).Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "1 warning")]
    [InlineData(2, "2 warnings")]
    public void Warnings_are_counted_in_words(int count, string said)
    {
        var card = Show(Given(change: approval => approval with
        {
            PreFlight = [.. PreFlightChecks.All.Take(count).Select(check => new PreFlightLine(check, PreFlightState.Amber, "look", Clock.GetUtcNow()))],
        }));

        Assert.EndsWith(said, card.Find("section[aria-labelledby=checks] .fact").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_is_said_in_words()
    {
        Approvals.Refusal = Refusal.Of(RefusalCode.ChangeFreeze);
        var card = Show(Given());

        card.Find("[data-testid=sign]").Click();

        card.WaitForAssertion(() => Assert.Equal("A change freeze holds. Only a break-glass passes.", card.Find("[data-testid=bar] [role=alert]").TextContent));
    }

    [Fact]
    public void Who_lost_the_session_signs_nothing()
    {
        var card = Show(Given());
        Actors.Now = null;

        card.Find("[data-testid=sign]").Click();

        card.WaitForAssertion(() => Assert.Contains("session has ended", card.Find("[data-testid=bar]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Approvals.Acts);
    }

    [Fact]
    public void A_red_check_switches_signing_off()
    {
        var card = Show(Given(check: PreFlightState.Red));

        Assert.True(card.Find("[data-testid=sign]").HasAttribute("disabled"));
        Assert.Equal("Blocked", card.Find("[data-testid=state] b").TextContent);
        Assert.False(card.Find("[data-testid=reject]").HasAttribute("disabled"));
    }

    [Fact]
    public void Who_proposed_it_is_told_that_somebody_else_must_sign()
    {
        var card = Show(Given(change: approval => approval with { ProposedBy = Me }));

        Assert.True(card.Find("[data-testid=sign]").HasAttribute("disabled"));
        Assert.Contains("You proposed this. Somebody else must sign.", card.Find("[data-testid=bar]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_only_reads_gets_no_buttons_that_act()
    {
        As(Roles.Monitor);

        var card = Show(Given());

        Assert.Empty(card.FindAll("[data-testid=bar] button"));
        Assert.Empty(card.FindAll("[data-testid=extend]"));
    }

    [Theory]
    [InlineData(Roles.Sre, "Sign 1 of 2")]
    [InlineData(Roles.Sre | Roles.Commander, "Sign and run")]
    public void The_button_says_what_the_signature_does(Roles roles, string effect)
    {
        As(roles);

        Assert.StartsWith(effect, Show(Given(RiskLevel.High)).Find("[data-testid=sign]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_parts_of_the_blast_radius_are_written_unknown()
    {
        var facts = Show(Given()).FindAll(".facts dd").Take(4).Select(fact => fact.TextContent);

        Assert.Equal(["0 s", "unknown", "unknown", "unknown"], facts);
    }

    [Fact]
    public void A_link_that_could_run_something_is_no_link()
        => Assert.DoesNotContain("javascript:", Show(Given()).Markup, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Taking_it_acknowledges_the_incident_and_signs_nothing()
    {
        var card = Show(Given());

        card.Find("[data-testid=have]").Click();

        card.WaitForAssertion(() => Assert.Single(Incidents.AcknowledgedBy));
        Assert.Empty(Approvals.Acts);
    }

    [Fact]
    public void Checks_older_than_the_card_allows_are_repeated()
    {
        var approval = Given(change: approval => approval with { PreFlight = [.. approval.PreFlight.Select(line => line with { ObservedAt = line.ObservedAt.AddMinutes(-1) })] });

        var card = Show(approval);

        card.WaitForAssertion(() => Assert.All(Approvals.All.Single().PreFlight, line => Assert.Equal(Clock.GetUtcNow(), line.ObservedAt)));
    }
}
