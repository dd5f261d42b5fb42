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
        await PictureAsync(page, "demo-war-room", "card");
        await page.GotoAsync("/");
        // The index counts a repair once it has lasted for a while.
        await Assertions.Expect(page.GetByTestId("index").GetByRole(AriaRole.Img, new() { NameRegex = new Regex(@"\d") })).ToBeVisibleAsync(new() { Timeout = Patience });
        await PictureAsync(page, "demo-nexus", "decisions");

        await page.GotoAsync($"/war-room/{(await WaitingAsync(RiskLevel.Low)).ShortId}");
        await Assertions.Expect(page.GetByTestId("sign")).ToBeEnabledAsync();
        await page.GetByTestId("sign").ClickAsync();
        await Assertions.Expect(page.GetByTestId("state")).ToContainTextAsync("Succeeded", new() { Timeout = Patience });
        await PictureAsync(page, "demo-succeeded", "state");
        var audit = await demo.Services.GetRequiredService<IAuditReader>().VerifyAsync(CancellationToken.None);
        Assert.True(audit.Whole, string.Join('\n', audit.Broken));
    }

    [Fact]
    public async Task High_is_signed_by_the_Commander_and_Critical_by_two_and_both_heal()
    {
        var (commander, engineer) = (await demo.BrowserAsync(), await demo.BrowserAsync());
        await commander.GotoAsync("/login");
        await demo.SignInAsync(commander, "Admin, Commander");
        await engineer.GotoAsync("/login");
        await demo.SignInAsync(engineer, "SRE");
        var (high, critical) = (await WaitingAsync(RiskLevel.High), await WaitingAsync(RiskLevel.Critical));

        await SignWithSheetAsync(commander, high);
        await SignWithSheetAsync(engineer, critical);
        await SignWithSheetAsync(commander, critical);

        await Assertions.Expect(commander.GetByTestId("state")).ToContainTextAsync("Succeeded", new() { Timeout = Patience });
        await commander.GotoAsync($"/war-room/{high.ShortId}");
        await Assertions.Expect(commander.GetByTestId("state")).ToContainTextAsync("Succeeded", new() { Timeout = Patience });
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
        await PictureAsync(page, "demo-320", "index");
    }

    [Fact]
    public async Task Axe_finds_nothing_on_a_filled_installation()
    {
        var page = await demo.BrowserAsync();
        await page.GotoAsync("/login");
        await demo.SignInAsync(page, "Admin, Commander");
        var first = Assert.Single(await demo.Services.GetRequiredService<IApprovalStore>().ListAsync(new ApprovalFilter(Limit: 1), CancellationToken.None));
        string[] paths = ["/", "/war-room", $"/war-room/{first.ShortId}", "/incidents?filter=all", "/incidents/INC-1", "/records", "/terminal", "/admin/automation", "/people", "/settings", "/settings/access"];
        var found = new List<string>();
        foreach (var language in new[] { "en", "zh-Hant-TW" })
        {
            await page.GotoAsync($"/culture/set?to={language}&back=%2F");
            foreach (var width in new[] { 1440, 390 })
            {
                await page.SetViewportSizeAsync(width, 844);
                foreach (var path in paths)
                {
                    found.AddRange(await Axe.FaultsAsync(page, language, width, path));
                }
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    private static Task DemoIsSaidAsync(IPage page) => Assertions.Expect(page.GetByTestId("demo")).ToHaveTextAsync("DEMO");

    private async Task<Approval> WaitingAsync(RiskLevel risk)
    {
        using var timeout = new CancellationTokenSource(Patience);
        var store = demo.Services.GetRequiredService<IApprovalStore>();
        while (true)
        {
            if ((await store.BoardAsync(null, timeout.Token)).FirstOrDefault(approval => approval.Risk == risk && approval.State.IsWaiting()) is { } waiting)
            {
                return waiting;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), timeout.Token);
        }
    }

    private static async Task SignWithSheetAsync(IPage page, Approval approval)
    {
        await page.GotoAsync($"/war-room/{approval.ShortId}");
        await Assertions.Expect(page.Locator(".ai.acting")).ToBeVisibleAsync();
        await page.GetByTestId("sign").ClickAsync();
        var sheet = page.Locator("dialog[open]");
        if (approval.Risk == RiskLevel.Critical)
        {
            await sheet.GetByTestId("typed").FillAsync(approval.TypedId);
        }

        await sheet.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Sign") }).ClickAsync();
        await Assertions.Expect(sheet).ToBeHiddenAsync();
    }

    /// <summary>Taken once the page is live and has read anew: until then it says that it is not.</summary>
    private static async Task PictureAsync(IPage page, string name, string shown)
    {
        await Assertions.Expect(page.Locator(".ai.acting")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByTestId(shown)).ToBeVisibleAsync();
        await page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, $"{name}.png") });
    }
}
