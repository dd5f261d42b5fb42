using System.Globalization;
using System.Text.RegularExpressions;
using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Plans;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>What a newcomer sees of <c>--demo</c>.</summary>
public sealed class DemoTests(DemoStage demo) : IClassFixture<DemoStage>
{
    private const int Patience = 90_000;

    [Fact]
    public async Task A_newcomer_sees_repairs_that_ran_alone_and_decisions_that_wait_and_signs_one()
    {
        Assert.Contains("DEMO", demo.Console, StringComparison.Ordinal);
        var page = await demo.BrowserAsync();
        var opened = TimeProvider.System.GetTimestamp();
        await page.GotoAsync("/login");
        await DemoIsSaidAsync(page);
        await demo.SignInAsync(page, "SRE");
        await page.GotoAsync("/incidents?filter=all");
        await Assertions.Expect(page.Locator("tbody tr", new() { HasText = "resolved by AI" }).First).ToBeVisibleAsync(new() { Timeout = Patience });
        await page.GotoAsync("/war-room");
        await Assertions.Expect(page.GetByTestId("queued").First).ToBeVisibleAsync(new() { Timeout = Patience });
        var took = TimeProvider.System.GetElapsedTime(opened);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"demo: from the first page to a repair that ran alone and a decision that waits: {took.TotalSeconds:F1} s"));
        await Assertions.Expect(page.GetByTestId("card")).ToBeVisibleAsync();
        await PictureAsync(page, "demo-war-room");
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByTestId("decisions")).ToBeVisibleAsync();

        // The index counts a repair once it has lasted for a while.
        await Assertions.Expect(page.GetByTestId("index")).ToHaveTextAsync(new Regex(@"\d"), new() { Timeout = Patience });
        await PictureAsync(page, "demo-nexus");

        await page.GotoAsync($"/war-room/{await LowRiskAsync()}");
        await Assertions.Expect(page.GetByTestId("sign")).ToBeEnabledAsync();
        await page.GetByTestId("sign").ClickAsync();
        await Assertions.Expect(page.GetByTestId("state")).ToContainTextAsync("Succeeded", new() { Timeout = Patience });
        await PictureAsync(page, "demo-succeeded");
        var audit = await demo.Services.GetRequiredService<IAuditReader>().VerifyAsync(CancellationToken.None);
        Assert.True(audit.Whole, string.Join('\n', audit.Broken));
    }

    [Fact]
    public async Task Every_page_says_that_it_is_a_demo_in_both_languages()
    {
        var page = await demo.BrowserAsync();
        foreach (var open in new[] { "/login", "/setup", "/join" })
        {
            await page.GotoAsync(open);
            await DemoIsSaidAsync(page);
        }

        await page.GotoAsync("/login");
        await demo.SignInAsync(page, "Admin, Commander");
        foreach (var language in new[] { "en", "zh-Hant-TW" })
        {
            await page.GotoAsync($"/culture/set?to={language}&back=%2F");
            foreach (var path in new[] { "/", "/war-room", "/incidents?filter=all", "/incidents/INC-1", "/records", "/admin/automation", "/people", "/settings/access", "/login/step-up", "/no-such-page" })
            {
                await page.GotoAsync(path);
                await DemoIsSaidAsync(page);
            }
        }

        await page.SetViewportSizeAsync(320, 844);
        await page.GotoAsync("/");
        await DemoIsSaidAsync(page);
        Assert.False(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"), "the bar is too wide for 320 px");
        await PictureAsync(page, "demo-320");
    }

    private static Task DemoIsSaidAsync(IPage page) => Assertions.Expect(page.GetByTestId("demo")).ToHaveTextAsync("DEMO");

    private async Task<string> LowRiskAsync()
    {
        var waiting = await demo.Services.GetRequiredService<IApprovalStore>().BoardAsync(null, CancellationToken.None);
        return waiting.First(approval => approval.Risk == RiskLevel.Low && approval.State.IsWaiting()).ShortId;
    }

    /// <summary>Taken once the page is live: until then it says that it is not.</summary>
    private static async Task PictureAsync(IPage page, string name)
    {
        await Assertions.Expect(page.Locator(".ai.acting")).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, $"{name}.png") });
    }
}
