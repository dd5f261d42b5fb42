using Awoooi.Core.Audit;
using Awoooi.Infrastructure.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>From nothing to an audited repair, as the first person of an installation lives it.</summary>
public sealed class RepairJourney(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task A_crashing_pod_becomes_a_card_that_is_signed_executed_verified_and_audited()
    {
        var page = await stage.BrowserAsync();
        await FirstPerson.SetUpAsync(stage, page);
        await page.GotoAsync("/war-room");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await PictureAsync(page, "war-room-quiet");

        stage.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.Crash(1, "panic: lost its state"), Healing.WhenReplaced, pods: 1);
        var pod = await CrashingPodAsync();
        using var fired = await stage.PostAsync("alertmanager", Alert(pod, "firing"));
        Assert.True(fired.IsSuccessStatusCode, await fired.Content.ReadAsStringAsync());

        // The card comes by itself: nothing reloads the page.
        var sign = page.GetByTestId("sign");
        await Assertions.Expect(sign).ToBeEnabledAsync();
        await PictureAsync(page, "war-room-card");
        await sign.ClickAsync();

        await Assertions.Expect(page.GetByTestId("state")).ToContainTextAsync("Waiting for the alert to clear", new() { Timeout = 90_000 });
        await PictureAsync(page, "war-room-verifying");
        using var cleared = await stage.PostAsync("alertmanager", Alert(pod, "resolved"));
        Assert.True(cleared.IsSuccessStatusCode);
        await Assertions.Expect(page.GetByTestId("state")).ToContainTextAsync("Succeeded", new() { Timeout = 90_000 });
        await PictureAsync(page, "war-room-succeeded");

        var mutation = Assert.Single(stage.Mutations);
        Assert.EndsWith("/eviction", mutation.Path, StringComparison.Ordinal);
        Assert.Contains("awoooi.io/execution-id", mutation.Body, StringComparison.Ordinal);
        await page.GotoAsync("/incidents/INC-1");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("cart restarts");
        await PictureAsync(page, "incident");
        await page.GotoAsync("/incidents?filter=all");
        await PictureAsync(page, "incidents");
        await NothingVanishesAsync(page);
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByTestId("index")).ToBeVisibleAsync();
        await PictureAsync(page, "nexus");

        // A drawn page whose circuit does not stand yet takes no click that nobody would hear.
        await page.RouteAsync("**/blazor.web*.js", route => route.AbortAsync());
        await page.GotoAsync("/records");
        await Assertions.Expect(page.GetByTestId("verify")).ToBeDisabledAsync();
        await page.UnrouteAsync("**/blazor.web*.js");
        await page.ReloadAsync();
        await page.GetByTestId("verify").ClickAsync();
        await Assertions.Expect(page.GetByTestId("whole")).ToBeVisibleAsync();
        await PictureAsync(page, "records");
        var audit = await stage.Services.GetRequiredService<IAuditReader>().VerifyAsync(CancellationToken.None);
        Assert.True(audit.Whole, string.Join('\n', audit.Broken));
    }

    /// <summary>What the request drew stays on screen when the circuit takes the page over.</summary>
    private static async Task NothingVanishesAsync(IPage page)
    {
        await page.AddInitScriptAsync(
            """
            window.vanished = 0;
            new MutationObserver(() => {
              const there = document.querySelector('main [data-testid=index], main [data-testid=card], main table') !== null;
              if (window.wasThere && !there) window.vanished++;
              window.wasThere = there;
            }).observe(document, { childList: true, subtree: true });
            """);
        foreach (var path in new[] { "/", "/war-room/APR-1", "/incidents?filter=all" })
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.Locator("fieldset.hands:not([disabled])")).ToBeAttachedAsync();
            Assert.True(await page.EvaluateAsync<bool>("() => window.wasThere"), $"{path} was not drawn");
            Assert.Equal(0, await page.EvaluateAsync<int>("() => window.vanished"));
        }
    }

    private async Task<string> CrashingPodAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var reader = stage.Services.GetRequiredService<Core.Clusters.IClusterReader>();
        while (true)
        {
            var workload = (await reader.FindWorkloadAsync("shop", "cart", timeout.Token)).Value!;
            var pods = (await reader.ListPodsAsync(workload, timeout.Token)).Value!;
            if (pods.FirstOrDefault(pod => pod.Containers.Any(container => container.WaitingReason == "CrashLoopBackOff")) is { } crashing)
            {
                return crashing.Name;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), timeout.Token);
        }
    }

    private static string Alert(string pod, string status) =>
        $$"""
        {"version":"4","status":"{{status}}","receiver":"awoooi","alerts":[{"status":"{{status}}","labels":{"alertname":"KubePodCrashLooping","namespace":"shop","pod":"{{pod}}","container":"cart","severity":"warning"},
        "annotations":{"summary":"cart restarts"},"startsAt":"{{Began}}","endsAt":"0001-01-01T00:00:00Z"}],"groupLabels":{},"commonLabels":{},"commonAnnotations":{},"externalURL":"http://alertmanager.example","groupKey":"{}","truncatedAlerts":0}
        """;

    private static readonly string Began = TimeProvider.System.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<byte[]> PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, $"{name}.png") });
}
