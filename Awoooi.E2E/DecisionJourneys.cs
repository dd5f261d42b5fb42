using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>How requests are decided, in the browsers of those who decide.</summary>
[Collection(Journeys.Name)]
public sealed class DecisionJourneys(JourneyStage stage)
{
    [Fact]
    public async Task A_critical_plan_takes_two_people_who_each_prove_their_presence()
    {
        var commander = await stage.JoinAsync("Chen Yu", Roles.Commander);
        var sre = await stage.JoinAsync("Mei Lin", Roles.Sre);
        await stage.RollOutAsync("shop", "checkout", JourneyStage.BrokenImage("checkout"));
        var card = await stage.CrashCardAsync("shop", "checkout", ApprovalState.Pending);
        Assert.Equal((RiskLevel.Critical, Operation.Rollback), (card.Risk, card.Plan.Operation));
        var path = $"/war-room/{card.ShortId}";
        await sre.OpenAsync(path);
        await commander.OpenAsync(path);

        // Without a fresh proof neither page nor API takes the signature.
        await sre.ForgetStepUpAsync();
        await sre.Page.ReloadAsync();
        await sre.Page.GetByTestId("sign").ClickAsync();
        var sheet = sre.Page.GetByRole(AriaRole.Dialog);
        await sheet.SaysAsync("Signing this needs proof that it is you");
        await sre.Page.GetByTestId("typed").FillAsync(card.TypedId);
        await Assertions.Expect(sheet.Confirm()).ToBeDisabledAsync();
        Assert.Equal((403, "step-up-required"), await sre.SignAsync(card.ShortId, new { decision = "approve", planHash = card.PlanHash, typedId = card.TypedId }));
        await sre.Page.PictureAsync("card-step-up");

        // With one, the page comes back to the sheet.
        await sheet.GetByTestId("step-up").ClickAsync();
        await sre.StepUpAsync();
        Assert.Equal((400, "short-id-mismatch"), await sre.SignAsync(card.ShortId, new { decision = "approve", planHash = card.PlanHash, typedId = "9999" }));
        await sre.Page.GetByTestId("typed").FillAsync(card.TypedId);
        await sheet.Confirm().ClickAsync();
        await sre.Page.State().SaysAsync("Partly signed");
        Assert.Empty(stage.MutationsOf("shop", "checkout"));

        // The other browser sees it live; signing in was proof enough.
        await commander.Page.State().SaysAsync("Mei Lin signed");
        await commander.Page.GetByTestId("sign").ClickAsync();
        await commander.Page.GetByTestId("typed").FillAsync(card.TypedId);
        await commander.Page.GetByRole(AriaRole.Dialog).Confirm().ClickAsync();
        await commander.Page.State().SaysAsync("Waiting for the alert to clear", 120);
        await stage.ClearAsync(card);
        await commander.Page.State().SaysAsync("Succeeded", 120);
        await sre.Page.State().SaysAsync("Succeeded");
        await commander.Page.PictureAsync("card-critical-succeeded");

        var mutation = Assert.Single(stage.MutationsOf("shop", "checkout"));
        Assert.Contains((await stage.ExecutionOfAsync(card)).ToString(), mutation.Body, StringComparison.Ordinal);
        await stage.AuditedAsync(card, "approval.opened", "approval.signed", "approval.approved", "execution.request-stored", "execution.answered", "approval.advanced");
    }

    [Fact]
    public async Task Low_risk_runs_alone_where_it_may_and_asks_where_it_may_only_suggest()
    {
        var suggested = await stage.CrashCardAsync("shop", "cart");
        var alone = await stage.CrashCardAsync("mail", "sender");

        Assert.Equal((RiskLevel.Low, ApprovalState.Pending, Authority.None), (suggested.Risk, suggested.State, suggested.Authority));
        Assert.Contains(suggested.Reasons, reason => reason.Code == Core.Trust.TrustReasonCode.NamespaceSuggests);
        Assert.Equal((RiskLevel.Low, Authority.Automatic), (alone.Risk, alone.Authority));
        await stage.CardOfAsync("mail", "sender", ApprovalState.Verifying, ApprovalState.Succeeded);
        await stage.ClearAsync(alone);
        var done = await stage.CardOfAsync("mail", "sender", ApprovalState.Succeeded);
        Assert.Empty(done.Signatures);
        Assert.Contains((await stage.ExecutionOfAsync(alone)).ToString(), Assert.Single(stage.MutationsOf("mail", "sender")).Body, StringComparison.Ordinal);

        // All this time the other one only asked; it is rejected, which takes a reason.
        Assert.Empty(stage.MutationsOf("shop", "cart"));
        var sre = await stage.JoinAsync("Lin Wei", Roles.Sre);
        var page = await sre.OpenAsync($"/war-room/{suggested.ShortId}");
        await page.GetByTestId("reject").ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Confirm()).ToBeDisabledAsync();
        await page.GetByText("Other", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(dialog.Confirm()).ToBeDisabledAsync();
        Assert.Equal((400, "reason-required"), await sre.SignAsync(suggested.ShortId, new { decision = "reject", planHash = suggested.PlanHash }));
        await page.GetByTestId("reject-words").FillAsync("it is being moved by hand");
        await dialog.Confirm().ClickAsync();
        await page.State().SaysAsync("Rejected");
        await page.State().SaysAsync("it is being moved by hand");
        await page.PictureAsync("card-rejected");
        Assert.Equal((409, "not-waiting"), await sre.SignAsync(suggested.ShortId, suggested.Yes()));
        Assert.Empty(stage.MutationsOf("shop", "cart"));
    }

    [Fact]
    public async Task A_request_that_nobody_signs_in_time_expires_and_cannot_be_signed_any_more()
    {
        var sre = await stage.JoinAsync("Lin Wei", Roles.Sre);
        var card = await stage.CrashCardAsync("shop", "search", ApprovalState.Pending);
        var page = await sre.OpenAsync($"/war-room/{card.ShortId}");
        await Assertions.Expect(page.GetByTestId("sign")).ToBeEnabledAsync();

        await stage.SqlAsync($"update approvals set expires_at = now() - interval '1 second' where id = '{card.Id}'");

        await page.State().SaysAsync("Expired");
        await page.State().SaysAsync("Nobody signed in time");
        await Assertions.Expect(page.GetByTestId("sign")).ToHaveCountAsync(0);
        await page.PictureAsync("card-expired");
        Assert.Equal((409, "not-waiting"), await sre.SignAsync(card.ShortId, card.Yes()));
        Assert.Empty(stage.MutationsOf("shop", "search"));
    }

    [Fact]
    public async Task A_target_that_changed_after_the_card_voids_the_plan_and_its_hash()
    {
        var sre = await stage.JoinAsync("Lin Wei", Roles.Sre);
        var card = await stage.CrashCardAsync("shop", "stock", ApprovalState.Pending);
        var page = await sre.OpenAsync($"/war-room/{card.ShortId}");
        await stage.CheckAgainAsync(page, card);
        await stage.KubectlAsync(HttpMethod.Patch, "/apis/apps/v1/namespaces/shop/deployments/stock", """{"spec":{"minReadySeconds":1}}""");
        await page.GetByTestId("sign").ClickAsync();
        await page.State().SaysAsync("Changed");
        await page.State().SaysAsync("generation");
        await page.PictureAsync("card-changed");
        Assert.Empty(stage.MutationsOf("shop", "stock"));
        Assert.Equal((409, "not-waiting"), await sre.SignAsync(card.ShortId, card.Yes()));

        // Asked again, it proposes for the workload as it is now; what was signed for the old one counts for nothing.
        await page.GetByTestId("again").ClickAsync();
        var newer = await stage.CardOfAsync("shop", "stock", ApprovalState.Pending);
        Assert.NotEqual(card.PlanHash, newer.PlanHash);
        Assert.Equal((409, "stale-plan-hash"), await sre.SignAsync(newer.ShortId, card.Yes()));
        Assert.Empty(stage.MutationsOf("shop", "stock"));
    }
}
