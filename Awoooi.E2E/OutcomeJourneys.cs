using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Infrastructure.Simulator.Faults;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>Repairs that did not help: taken back when they did harm, and only then.</summary>
[Collection(ImpatientJourneys.Name)]
public sealed class OutcomeJourneys(ImpatientStage stage)
{
    [Fact]
    public async Task A_repair_after_which_ready_pods_are_lost_is_taken_back_once()
    {
        stage.Cluster.Behaviours.ForWorkload("shop", "search", PodFault.NotReady, Healing.WorseWhenReplaced);
        var card = await stage.BusyCardAsync("shop", "search");
        Assert.Equal((RiskLevel.Medium, Operation.ScaleUp, UndoKind.ScaleBack), (card.Risk, card.Plan.Operation, card.Plan.Undo.Kind));

        var page = await SignAsync(card);
        await page.State().SaysAsync("Undoing", 90);
        await page.State().SaysAsync("Rolled back", 90);
        await page.State().SaysAsync("worse than before");
        await page.PictureAsync("card-rolled-back");

        var execution = await stage.ExecutionOfAsync(card);
        var made = stage.MutationsOf("shop", "search");
        Assert.Equal(2, made.Count);
        Assert.Contains("\"replicas\":5", made[0].Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"{execution}.undo", made[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"replicas\":3", made[1].Body, StringComparison.Ordinal);
        Assert.Contains($"{execution}.undo", made[1].Body, StringComparison.Ordinal);
        await stage.AuditedAsync(card, "approval.signed", "approval.approved", "execution.request-stored", "execution.answered");
    }

    [Fact]
    public async Task A_repair_that_leaves_the_alert_firing_had_no_effect_and_is_not_taken_back()
    {
        var card = await stage.BusyCardAsync("shop", "reviews");

        var page = await SignAsync(card);
        await page.State().SaysAsync("No effect", 90);
        await page.State().SaysAsync("healthy, but the alert did not clear");
        await page.PictureAsync("card-no-effect");

        Assert.Single(stage.MutationsOf("shop", "reviews"));
    }

    [Fact]
    public async Task A_repair_after_which_all_is_merely_as_before_is_not_taken_back()
    {
        var card = await stage.CrashCardAsync("shop", "adverts", ApprovalState.Pending);

        var page = await SignAsync(card);
        await page.State().SaysAsync("Failed", 90);
        await page.State().SaysAsync("no worse than before");
        await page.PictureAsync("card-failed-as-before");

        Assert.EndsWith("/eviction", Assert.Single(stage.MutationsOf("shop", "adverts")).Path, StringComparison.Ordinal);
    }

    private async Task<IPage> SignAsync(Approval card)
    {
        var sre = await stage.JoinAsync("Lin Wei", Roles.Sre);
        var page = await sre.OpenAsync($"/war-room/{card.ShortId}");
        await page.GetByTestId("sign").ClickAsync();
        return page;
    }
}
