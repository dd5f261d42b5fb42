using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Simulator.Faults;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>Asking the records by keyboard alone, in a real browser.</summary>
public sealed class TerminalTests(Stage stage) : IClassFixture<Stage>
{
    [Fact]
    public async Task Lines_are_answered_from_the_records()
    {
        var page = await stage.BrowserAsync();
        await FirstPerson.SetUpAsync(stage, page);
        await CrashAsync();

        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = "Terminal" }).ClickAsync();
        var prompt = page.GetByRole(AriaRole.Combobox);
        var answers = page.GetByTestId("answer");
        await Assertions.Expect(prompt).ToBeFocusedAsync();

        await page.Keyboard.TypeAsync("/he");
        await Assertions.Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(prompt).ToHaveValueAsync("/help");
        await Assertions.Expect(prompt).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answers.Nth(0)).ToContainTextAsync("/approvals");
        await Assertions.Expect(prompt).ToHaveValueAsync("");

        await page.Keyboard.TypeAsync("/incident today");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answers.Nth(1)).ToContainTextAsync("KubePodCrashLooping");
        await Assertions.Expect(page.GetByTestId("said")).ToContainTextAsync("1 shown");

        await page.Keyboard.TypeAsync("/incident INC-1");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answers.Nth(2)).ToContainTextAsync("APR-0001");
        await page.Keyboard.TypeAsync("/approvals");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answers.Nth(3)).ToContainTextAsync("0 of 1 signed");
        await page.Keyboard.TypeAsync("/aprovals");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answers.Nth(4)).ToContainTextAsync("Did you mean /approvals?");

        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(prompt).ToHaveValueAsync("/aprovals");
        await page.Keyboard.PressAsync("ArrowUp");
        await Assertions.Expect(prompt).ToHaveValueAsync("/approvals");
        await prompt.FillAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(4);
        await PictureAsync(page, "terminal");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, "terminal-full.png"), FullPage = true });
        await page.SetViewportSizeAsync(390, 844);
        await PictureAsync(page, "terminal-phone");
        await page.SetViewportSizeAsync(320, 640);
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.SetViewportSizeAsync(1440, 900);
        await PictureAsync(page, "terminal-dark");

        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Listbox)).ToHaveCountAsync(0);

        // Answers outlive a walk to another place and back by keys.
        await page.GetByRole(AriaRole.Link, new() { Name = "War Room" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("t");
        await Assertions.Expect(answers).ToHaveCountAsync(5);
        await Assertions.Expect(prompt).ToBeEnabledAsync(new() { Timeout = 60_000 });
        await prompt.BlurAsync();
        await page.Keyboard.PressAsync("/");
        await Assertions.Expect(prompt).ToBeFocusedAsync();

        // The palette finds what waits, and gives the keyboard back.
        await page.Keyboard.PressAsync("Control+k");
        var palette = page.GetByTestId("palette");
        await Assertions.Expect(palette.GetByRole(AriaRole.Option).First).ToContainTextAsync("Nexus");
        await page.Keyboard.TypeAsync("cart");
        await Assertions.Expect(palette.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);
        await PictureAsync(page, "palette");
        Assert.Empty((await page.RunAxe()).Violations.Select(rule => $"{rule.Id} at {rule.Nodes[0].Target}"));
        await page.SetViewportSizeAsync(320, 640);
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"));
        await PictureAsync(page, "palette-phone");
        await page.SetViewportSizeAsync(1440, 900);
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(prompt).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await Assertions.Expect(palette.GetByRole(AriaRole.Option).First).ToContainTextAsync("Nexus");
        await page.Keyboard.TypeAsync("APR-0001");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/war-room/APR-0001");

        // An address fills the line and runs nothing; an Enter that ends a composition sends nothing.
        await page.GotoAsync("/culture/set?to=zh-Hant-TW&back=%2Fterminal%3Fq%3D%252Fhelp");
        await Assertions.Expect(prompt).ToBeFocusedAsync();
        await Assertions.Expect(prompt).ToHaveValueAsync("/help");
        await Assertions.Expect(answers).ToHaveCountAsync(0);
        Assert.False(await prompt.EvaluateAsync<bool>("input => input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true }))"));
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(answers).ToContainTextAsync("此列表");
    }

    /// <summary>A pod crashes, its alert comes, and a request waits for a signature.</summary>
    private async Task CrashAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        stage.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.Crash(1, "panic: lost its state"), Healing.WhenReplaced, pods: 1);
        var reader = stage.Services.GetRequiredService<IClusterReader>();
        string? crashing = null;
        while (crashing is null)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), timeout.Token);
            var workload = (await reader.FindWorkloadAsync("shop", "cart", timeout.Token)).Value!;
            var pods = (await reader.ListPodsAsync(workload, timeout.Token)).Value!;
            crashing = pods.FirstOrDefault(pod => pod.Containers.Any(container => container.WaitingReason == "CrashLoopBackOff"))?.Name;
        }

        using var fired = await stage.PostAsync("alerts", $$"""{"alert_type":"KubePodCrashLooping","severity":"warning","source":"e2e","message":"cart restarts","namespace":"shop","target_resource":"{{crashing}}","resource_type":"pod"}""");
        Assert.True(fired.IsSuccessStatusCode);
        var approvals = stage.Services.GetRequiredService<IApprovalStore>();
        while ((await approvals.BoardAsync(null, timeout.Token)).Count == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), timeout.Token);
        }
    }

    private static Task<byte[]> PictureAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, $"{name}.png") });
}
