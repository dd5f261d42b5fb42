using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Planning;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Trust;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>Who may not sign what: refused with the reason, by the page and by the API.</summary>
[Collection(Journeys.Name)]
public sealed class RefusalJourneys(JourneyStage stage)
{
    [Fact]
    public async Task Role_age_and_a_second_time_are_refused_on_a_high_plan()
    {
        var watcher = await stage.JoinAsync("Ho Bo", Roles.Monitor);
        var newcomer = await stage.JoinAsync("Xin Ya", Roles.Sre, aged: false);
        var sre = await stage.JoinAsync("Mei Lin", Roles.Sre);
        var card = await stage.CrashCardAsync("shop", "payout", ApprovalState.Pending);
        Assert.Equal(RiskLevel.High, card.Risk);
        var path = $"/war-room/{card.ShortId}";

        var page = await watcher.OpenAsync(path);
        await page.Bar().SaysAsync("This needs the role SRE.");
        await Assertions.Expect(page.GetByTestId("sign")).ToHaveCountAsync(0);
        Assert.Equal((403, "role-missing"), await watcher.SignAsync(card.ShortId, card.Yes()));

        page = await newcomer.OpenAsync(path);
        await SignSheetAsync(page);
        await page.Bar().SaysAsync("Your account was made, reset or raised lately.");
        await page.PictureAsync("card-refused-too-young");
        Assert.Equal((403, "account-too-young"), await newcomer.SignAsync(card.ShortId, card.Yes()));

        page = await sre.OpenAsync(path);
        await SignSheetAsync(page);
        await page.State().SaysAsync("Partly signed");
        await page.Bar().SaysAsync("You signed. Waiting for 1 more.");
        await Assertions.Expect(page.GetByTestId("sign")).ToHaveCountAsync(0);
        Assert.Equal((409, "already-signed"), await sre.SignAsync(card.ShortId, card.Yes()));
        Assert.Empty(stage.MutationsOf("shop", "payout"));
    }

    [Fact]
    public async Task A_person_whose_account_is_locked_meanwhile_signs_nothing_any_more()
    {
        var sre = await stage.JoinAsync("Lin Wei", Roles.Sre);
        var card = await stage.CrashCardAsync("shop", "ledger", ApprovalState.Pending);
        var page = await sre.OpenAsync($"/war-room/{card.ShortId}");
        await page.GetByTestId("sign").ClickAsync();
        var sheet = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(sheet.Confirm()).ToBeEnabledAsync();

        Assert.Null(await stage.Services.GetRequiredService<IPeople>().LockAsync(Actor.Console, sre.Id, CancellationToken.None));

        // The open sheet still has its button; what counts is who the person is now.
        await sheet.Confirm().ClickAsync();
        await page.Bar().SaysAsync("Your session has ended.");
        await Assertions.Expect(page.GetByTestId("sign")).ToHaveCountAsync(0);
        await page.PictureAsync("card-refused-locked");
        Assert.Equal(401, (await sre.SignAsync(card.ShortId, card.Yes())).Status);
        var after = await stage.CardOfAsync("shop", "ledger");
        Assert.Empty(after.Signatures);
        Assert.Empty(stage.MutationsOf("shop", "ledger"));
    }

    [Fact]
    public async Task A_token_and_a_stale_hash_do_not_decide_a_critical_plan()
    {
        var sre = await stage.JoinAsync("Mei Lin", Roles.Sre);
        await stage.RollOutAsync("shop", "pricing", JourneyStage.BrokenImage("pricing"));
        var card = await stage.CrashCardAsync("shop", "pricing", ApprovalState.Pending);
        Assert.Equal(RiskLevel.Critical, card.Risk);
        Assert.Equal((403, "browser-required"), await sre.SignByTokenAsync(card.ShortId, new { decision = "approve", planHash = card.PlanHash, typedId = card.TypedId }));

        var page = await sre.OpenAsync($"/war-room/{card.ShortId}");
        await page.GetByTestId("sign").ClickAsync();
        await page.GetByTestId("typed").FillAsync(card.TypedId);
        var sheet = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(sheet.Confirm()).ToBeEnabledAsync();

        await stage.SqlAsync($"update approvals set plan_hash = '{new string('0', 64)}' where id = '{card.Id}'");
        await sheet.SaysAsync("The plan changed while you read it. Read it again before you sign.");
        await Assertions.Expect(sheet.Confirm()).ToBeDisabledAsync();
        await page.PictureAsync("card-refused-stale");
        Assert.Equal((409, "stale-plan-hash"), await sre.SignAsync(card.ShortId, new { decision = "approve", planHash = card.PlanHash, typedId = card.TypedId }));
        Assert.Empty(stage.MutationsOf("shop", "pricing"));
    }

    [Fact]
    public async Task Nobody_signs_what_they_proposed_themselves()
    {
        var proposer = await stage.JoinAsync("Mei Lin", Roles.Sre);
        var card = await ProposeAsync(proposer, new WorkloadRef(WorkloadKind.Deployment, "shop", "catalogue"));

        var page = await proposer.OpenAsync($"/war-room/{card.ShortId}");
        await page.Bar().SaysAsync("You proposed this. Somebody else must sign.");
        await Assertions.Expect(page.GetByTestId("sign")).ToBeDisabledAsync();
        await page.PictureAsync("card-refused-own");
        Assert.Equal((403, "own-proposal"), await proposer.SignAsync(card.ShortId, card.Yes()));
        Assert.Empty(stage.MutationsOf("shop", "catalogue"));
    }

    private static async Task SignSheetAsync(IPage page)
    {
        await page.GetByTestId("sign").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Confirm().ClickAsync();
    }

    /// <summary>As a page for proposals would: planned against the workload as it is, checked, opened in the person's name.</summary>
    private async Task<Approval> ProposeAsync(Member person, WorkloadRef workload)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        var made = await stage.Services.GetRequiredService<IPlanMaker>().MakeAsync(new PlanRequest(Operation.RestartDeployment, workload), id, CancellationToken.None);
        Assert.True(made.Plan is not null, made.Refused);
        var request = new NewApproval
        {
            Plan = made.Plan,
            Decision = new Decision { Mode = DecisionMode.Approval, Risk = made.Plan.Risk, Reasons = [] },
            ClassKey = $"person:{workload}",
            Priority = Core.Alerts.Priority.P2,
            ProposedBy = person.Id,
            ProposedByName = person.Name,
            PreFlight = await stage.Services.GetRequiredService<IPreFlight>().CheckAsync(made.Plan, CancellationToken.None),
        };
        return Assert.IsType<OpenOutcome.Opened>(await stage.Services.GetRequiredService<IApprovalStore>().OpenAsync(request, CancellationToken.None)).Approval;
    }
}
