using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Infrastructure.Simulator.Faults;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>A cluster that does not do as it was asked: the card says what happened, and what was changed, was not, or is not known.</summary>
[Collection(ImpatientJourneys.Name)]
public sealed class TroubleJourneys(ImpatientStage stage)
{
    [Fact]
    public async Task A_forbidden_change_failed_and_changed_nothing()
    {
        var card = await stage.CrashCardAsync("shop", "basket", ApprovalState.Pending);
        var page = await ReadyToSignAsync(card);

        stage.Cluster.Faults.Next(ApiFault.Forbidden, 1, "POST", $"/{card.Plan.Target.Pod}/eviction", rehearsals: false);
        await page.GetByTestId("sign").ClickAsync();

        await page.State().SaysAsync("Failed", 60);
        await page.State().SaysAsync("nothing was changed");
        await page.State().SaysAsync("forbidden");
        await page.PictureAsync("card-forbidden");
        Assert.Empty(stage.MutationsOf("shop", "basket"));
    }

    [Fact]
    public async Task A_change_that_meets_a_newer_object_each_time_failed_and_changed_nothing()
    {
        var card = await stage.BusyCardAsync("shop", "coupons");
        var page = await ReadyToSignAsync(card);

        // It is read, rehearsed and written anew twice.
        stage.Cluster.Faults.Next(ApiFault.Conflict, 3, "PATCH", "/deployments/coupons", rehearsals: false);
        await page.GetByTestId("sign").ClickAsync();

        await page.State().SaysAsync("Failed", 60);
        await page.State().SaysAsync("nothing was changed");
        await page.State().SaysAsync("the object has been modified");
        await page.PictureAsync("card-conflict");
        Assert.Empty(stage.MutationsOf("shop", "coupons"));
    }

    [Fact]
    public async Task A_cluster_that_is_away_at_the_start_is_given_up_and_nothing_was_changed()
    {
        var card = await stage.CrashCardAsync("shop", "gallery", ApprovalState.Pending);
        var page = await ReadyToSignAsync(card);

        stage.Cluster.Faults.Next(ApiFault.CutBeforeApplying, 100_000, pathContains: "/gallery");
        await page.GetByTestId("sign").ClickAsync();

        await page.State().SaysAsync("Changed", 60);
        await page.State().SaysAsync("the pre-flight could not be made");
        await page.State().SaysAsync("Nothing was changed");
        await page.PictureAsync("card-cluster-away");
        stage.Cluster.Faults.Clear();
        Assert.Empty(stage.MutationsOf("shop", "gallery"));
    }

    [Fact]
    public async Task A_pod_that_went_meanwhile_is_not_looked_for_elsewhere()
    {
        var card = await stage.CrashCardAsync("shop", "newsletter", ApprovalState.Pending);
        var page = await ReadyToSignAsync(card);

        await stage.KubectlAsync(HttpMethod.Delete, $"/api/v1/namespaces/shop/pods/{card.Plan.Target.Pod}");
        await page.GetByTestId("sign").ClickAsync();

        await page.State().SaysAsync("Changed", 60);
        await page.State().SaysAsync(card.Plan.Target.Pod!);
        await page.State().SaysAsync("Nothing was changed");
        await page.PictureAsync("card-pod-gone");
        Assert.Empty(stage.MutationsOf("shop", "newsletter"));
    }

    [Fact]
    public async Task A_disruption_budget_blocks_the_card_and_signing()
    {
        var card = await stage.CrashCardAsync("shop", "orders", ApprovalState.Pending);
        var sre = await stage.JoinAsync("Lin Wei", Roles.Sre);
        var page = await sre.OpenAsync($"/war-room/{card.ShortId}");

        await page.State().SaysAsync("Blocked");
        await page.State().SaysAsync("disruption budget");
        await Assertions.Expect(page.GetByTestId("sign")).ToBeDisabledAsync();
        await page.PictureAsync("card-disruption-budget");
        Assert.Equal((409, "pre-flight-red"), await sre.SignAsync(card.ShortId, card.Yes()));
        Assert.Empty(stage.MutationsOf("shop", "orders"));
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_until_the_cluster_shows_what_happened()
    {
        var card = await stage.CrashCardAsync("shop", "points", ApprovalState.Pending);
        var page = await ReadyToSignAsync(card);

        var pod = $"/pods/{card.Plan.Target.Pod}";
        stage.Cluster.Faults.Next(ApiFault.CutAfterApplying, 1, "POST", $"{pod}/eviction", rehearsals: false);
        await page.GetByTestId("sign").ClickAsync();
        await Until.HoldsAsync("the change", _ => Task.FromResult(stage.MutationsOf("shop", "points").Count == 1));
        stage.Cluster.Faults.Next(ApiFault.Unavailable, 100_000, "GET", pod);

        await page.State().SaysAsync("Unknown", 60);
        await page.State().SaysAsync("may or may not have happened");
        await page.PictureAsync("card-unknown");

        // It did happen; whether it helped is verified as ever.
        await stage.ClearAsync(card);
        stage.Cluster.Faults.Clear();
        await page.State().SaysAsync("Succeeded", 60);
        Assert.Single(stage.MutationsOf("shop", "points"));
    }

    /// <summary>The card in a browser with checks so fresh that they are not repeated before the signature.</summary>
    private async Task<IPage> ReadyToSignAsync(Approval card)
    {
        var sre = await stage.JoinAsync("Lin Wei", Roles.Sre);
        var page = await sre.OpenAsync($"/war-room/{card.ShortId}");
        await stage.CheckAgainAsync(page, card);
        return page;
    }
}
