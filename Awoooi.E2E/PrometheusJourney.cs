using System.Diagnostics;
using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>The whole chain with nothing played but the cluster: a real rule in a real Prometheus through a real Alertmanager to two signatures and back.</summary>
public sealed class PrometheusJourney(LedgerStage stage) : IClassFixture<LedgerStage>
{
    [Fact]
    public async Task A_rule_fires_two_people_sign_the_pod_is_replaced_and_the_alert_clears()
    {
        await using var metrics = await StateMetrics.StartAsync(stage.ClusterAddress, "shop");
        await using var chain = await AlertChain.StartAsync(metrics.Address, stage.Base, Stage.Key);
        var (first, second) = (await stage.JoinAsync("Mei Lin", Roles.Sre), await stage.JoinAsync("Lin Wei", Roles.Sre));
        var page = await first.OpenAsync("/war-room");
        await second.OpenAsync("/war-room");
        await Assertions.Expect(page.GetByTestId("card")).ToHaveCountAsync(0);

        stage.Cluster.Behaviours.ForWorkload("shop", "ledger", PodFault.Crash(1, "panic: lost its state"), Healing.WhenReplaced);

        // Nothing reloads a page from here on.
        await page.State().SaysAsync("Pending", 120);
        await page.GetByTestId("card").SaysAsync("ledger");
        await page.PictureAsync("journey-1-fired");
        var card = await stage.CardOfAsync("shop", "ledger", ApprovalState.Pending);
        Assert.Equal((RiskLevel.High, Operation.RestartPod, "OpenClaw (via alertmanager)"), (card.Risk, card.Plan.Operation, card.ProposedByName));

        await SignAsync(page);
        await page.State().SaysAsync("Partly signed");
        Assert.Empty(stage.MutationsOf("shop", "ledger"));
        await second.Page.State().SaysAsync("Mei Lin signed");
        await second.Page.PictureAsync("journey-2-half-signed");
        await SignAsync(second.Page);

        await second.Page.State().SaysAsync("Succeeded", 180);
        await page.State().SaysAsync("Succeeded");
        await page.PictureAsync("journey-3-succeeded");
        var mutation = Assert.Single(stage.MutationsOf("shop", "ledger"));
        Assert.EndsWith($"/{card.Plan.Target.Pod}/eviction", mutation.Path, StringComparison.Ordinal);
        Assert.Contains((await stage.ExecutionOfAsync(card)).ToString(), mutation.Body, StringComparison.Ordinal);

        await stage.AuditedAsync(card, "approval.opened", "approval.signed", "approval.approved", "execution.request-stored", "execution.answered", "approval.advanced");
        await page.GotoAsync($"/records?q={card.ShortId}");
        await Assertions.Expect(page.GetByText("approval.signed").First).ToBeVisibleAsync();
        await page.GetByTestId("verify").ClickAsync();
        await Assertions.Expect(page.GetByTestId("whole")).ToBeVisibleAsync();
        await page.PictureAsync("journey-4-records");
        Assert.StartsWith("whole: ", await VerifyByCommandAsync(), StringComparison.Ordinal);
    }

    private static async Task SignAsync(IPage page)
    {
        await page.GetByTestId("sign").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).Confirm().ClickAsync();
    }

    /// <summary>The command of the binary beside the running app, on the same data folder.</summary>
    private async Task<string> VerifyByCommandAsync()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Awoooi.Web.dll"), "audit", "verify", $"--Awoooi:Data:Path={stage.DataFolder}", "--Awoooi:Data:Source=system"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }
}

/// <summary>One workload with a single replica: whatever restarts it touches all of it, which makes the risk high.</summary>
public sealed class LedgerStage : Stage
{
    protected override void Furnish(EstateBuilder estate) => estate.Namespace("shop", shop => shop.Deployment("ledger", 1));
}
