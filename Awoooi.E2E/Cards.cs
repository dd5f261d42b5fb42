using System.Text.Json;
using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>Brings troubled workloads to cards, and reads cards.</summary>
internal static class Cards
{
    /// <summary>The newest request for a workload, once it is in one of these states; any state when none is given.</summary>
    public static Task<Approval> CardOfAsync(this Stage stage, string ns, string workload, params ApprovalState[] states)
        => Until.FoundAsync($"a card for {ns}/{workload} that is {string.Join(" or ", states)}", async cancel =>
        {
            var all = await stage.Services.GetRequiredService<IApprovalStore>().ListAsync(new ApprovalFilter(Limit: 200), cancel);
            return all.FirstOrDefault(approval => approval.Plan.Target.Workload.Namespace == ns && approval.Plan.Target.Workload.Name == workload) is { } newest
                && (states.Length == 0 || states.Contains(newest.State)) ? newest : null;
        });

    /// <summary>A pod of the workload that is surely in its loop: also between two crashes the evidence shows it.</summary>
    public static Task<PodFacts> CrashingPodAsync(this Stage stage, string ns, string workload)
        => Until.FoundAsync($"a crash loop in {ns}/{workload}", async cancel =>
        {
            var reader = stage.Services.GetRequiredService<IClusterReader>();
            var facts = (await reader.FindWorkloadAsync(ns, workload, cancel)).Value!;
            return (await reader.ListPodsAsync(facts, cancel)).Value?.FirstOrDefault(pod => pod.Containers.Any(container => container is { RestartCount: >= 3, Ready: false }));
        });

    /// <summary>Somebody deploys another image.</summary>
    public static Task RollOutAsync(this Stage stage, string ns, string workload, string image)
    {
        var template = new { spec = new { containers = new[] { new { name = workload, image } } } };
        return stage.KubectlAsync(HttpMethod.Patch, $"/apis/apps/v1/namespaces/{ns}/deployments/{workload}", JsonSerializer.Serialize(new { spec = new { template } }));
    }

    /// <summary>Tells of the crashing pod and waits for the card.</summary>
    public static async Task<Approval> CrashCardAsync(this Stage stage, string ns, string workload, params ApprovalState[] states)
    {
        var pod = await stage.CrashingPodAsync(ns, workload);
        await stage.TellAsync("alertmanager", Alert.CrashLoop(ns, pod.Name, workload));
        return await stage.CardOfAsync(ns, workload, states);
    }

    /// <summary>Says that the workload is short of CPU and waits for the card.</summary>
    public static async Task<Approval> BusyCardAsync(this Stage stage, string ns, string workload)
    {
        await stage.TellAsync("alerts", Alert.Busy(ns, workload));
        return await stage.CardOfAsync(ns, workload, ApprovalState.Pending);
    }

    /// <summary>The alert of a crash loop clears.</summary>
    public static async Task ClearAsync(this Stage stage, Approval card)
    {
        var incident = await stage.Services.GetRequiredService<IIncidentStore>().FindAsync(card.IncidentId!.Value, CancellationToken.None);
        await stage.TellAsync("alertmanager", Alert.CrashLoop(incident!.Namespace, incident.TargetResource, card.Plan.Target.Workload.Name, firing: false));
    }

    public static async Task<Guid> ExecutionOfAsync(this Stage stage, Approval card)
        => await stage.Services.GetRequiredService<IApprovalStore>().FindExecutionAsync(card.Id, CancellationToken.None) ?? throw new InvalidOperationException($"{card.ShortId} has no execution");

    /// <summary>The records tell the whole way of the card and no chain is broken.</summary>
    public static async Task AuditedAsync(this Stage stage, Approval card, params string[] acts)
    {
        var reader = stage.Services.GetRequiredService<IAuditReader>();
        var entries = await reader.ListAsync(new AuditFilter(Subject: card.ShortId, Limit: 200), CancellationToken.None);
        Assert.Equal(acts, acts.Intersect(entries.Items.Select(item => item.Action)));
        var proof = await reader.VerifyAsync(CancellationToken.None);
        Assert.True(proof.Whole, string.Join('\n', proof.Broken));
    }

    public static async Task TellAsync(this Stage stage, string source, string body)
    {
        using var answer = await stage.PostAsync(source, body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public static object Yes(this Approval approval) => new { decision = "approve", planHash = approval.PlanHash };

    /// <summary>The button that does what an open dialog asks about.</summary>
    public static ILocator Confirm(this ILocator dialog) => dialog.Locator(".acts button[data-acts]");

    /// <summary>Has the checks made now; they are not repeated for 45 s, so that the world can change behind the card's back.</summary>
    public static async Task CheckAgainAsync(this Stage stage, IPage page, Approval card)
    {
        var before = TimeProvider.System.GetUtcNow();
        await page.GetByTestId("check-again").ClickAsync();
        await Until.HoldsAsync($"fresh checks of {card.ShortId}", async cancel =>
            (await stage.Services.GetRequiredService<IApprovalStore>().FindAsync(card.Id, cancel))!.PreFlight.All(line => line.ObservedAt > before));
        await Assertions.Expect(page.GetByTestId("check-again")).ToBeEnabledAsync();
        await Assertions.Expect(page.GetByTestId("sign")).ToBeEnabledAsync();
    }

    public static ILocator State(this IPage page) => page.GetByTestId("state");

    public static ILocator Bar(this IPage page) => page.GetByTestId("bar");

    public static async Task SaysAsync(this ILocator place, string words, int seconds = 30)
        => await Assertions.Expect(place).ToContainTextAsync(words, new() { Timeout = seconds * 1000, IgnoreCase = true });

    /// <summary>The whole page, with its bar at the top.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, $"{name}.png"), FullPage = true });
    }
}
