using Awoooi.Core.Audit;
using Awoooi.Core.People;
using Deque.AxeCore.Playwright;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>A newcomer connects the installation: the first steps on Nexus, then Settings.</summary>
public sealed class SettingsTests(EmptyStage stage) : IClassFixture<EmptyStage>
{
    private const string Group =
        """{"version":"4","status":"firing","alerts":[{"status":"firing","labels":{"alertname":"KubePodCrashLooping","namespace":"shop","pod":"cart-7d4b8c9f5-xk2m3","severity":"warning"},"annotations":{},"startsAt":"2026-11-20T06:20:00Z"}]}""";

    [Fact]
    public async Task A_newcomer_connects_the_installation_step_by_step()
    {
        var page = await stage.BrowserAsync();
        await FirstPerson.SetUpAsync(await stage.SetupLinkAsync(), page);
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Nothing is connected yet" })).ToBeVisibleAsync();
        await Done(page, "test", false);

        await page.GetByTestId("send-test").ClickAsync();
        await Done(page, "test", true);
        await Assertions.Expect(page.GetByTestId("step-source")).ToHaveAttributeAsync("aria-current", "step");

        Assert.Equal(401, await stage.PostAsync("alertmanager", Group, "a wrong key"));
        await Assertions.Expect(page.GetByTestId("last-refused")).ToContainTextAsync("no valid key");
        await AccessibleAsync(page, "first-run");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, "first-run.png") });

        await page.GetByTestId("manifest").ClickAsync();
        await Assertions.Expect(page.GetByTestId("step-cluster").Locator("pre")).ToContainTextAsync("kind: Role");
        await page.GetByTestId("check-cluster").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Not configured");

        await page.Locator("#first-namespace").FillAsync("shop");
        await page.GetByTestId("mode-suggest").ClickAsync();
        await Done(page, "mode", true);
        await stage.JoinAsync("mei@example.org", Roles.Sre);
        await Done(page, "signer", true);

        var key = await RevealAsync(page);
        await TryAsync(page);
        Assert.Equal(201, await stage.PostAsync("alertmanager", Group, key));
        await page.GotoAsync("/");
        await Assertions.Expect(page.GetByTestId("first-run").Locator("summary")).ToContainTextAsync("4/5");
        await page.GetByTestId("first-run").Locator("summary").ClickAsync();
        await page.GetByTestId("end-first-run").ClickAsync();
        await Assertions.Expect(page.GetByTestId("first-run")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeAttachedAsync();
        await Assertions.Expect(page.GetByTestId("first-run")).ToHaveCountAsync(0);
        await WhoWatchesSeesNoKeyAsync();
    }

    /// <summary>The key as an administrator sees it; that was written down.</summary>
    private async Task<string> RevealAsync(IPage page)
    {
        await page.GotoAsync("/settings");
        await Assertions.Expect(page.GetByTestId("refused")).ToContainTextAsync("no valid key");
        await page.GetByTestId("show-key").ClickAsync();
        var shown = page.GetByTestId("key").Locator("pre");
        await Assertions.Expect(shown).ToBeVisibleAsync();
        var audit = await stage.Services.GetRequiredService<IAuditReader>().ListAsync(new AuditFilter(Action: "webhook-key.shown"), CancellationToken.None);
        Assert.StartsWith("Kai Tan", Assert.Single(audit.Items).Actor, StringComparison.Ordinal);
        var key = await shown.InnerTextAsync();
        await page.GetByTestId("hide-key").ClickAsync();
        await Assertions.Expect(shown).ToHaveCountAsync(0);
        return key;
    }

    private static async Task TryAsync(IPage page)
    {
        await page.Locator("#try-body").FillAsync(Group.PadRight(40_000));
        await page.GetByTestId("try").And(page.Locator("button")).ClickAsync();
        await Assertions.Expect(page.GetByTestId("tried-alert")).ToContainTextAsync("cart-7d4b8c9f5-xk2m3");
        await Assertions.Expect(page.GetByTestId("tried-alert")).ToContainTextAsync("the repair may run alone");
        await Assertions.Expect(page.GetByTestId("check").First).ToBeVisibleAsync();
        await AccessibleAsync(page, "settings");
        await page.SetViewportSizeAsync(1440, 2400);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, "settings.png") });
        await page.SetViewportSizeAsync(1440, 900);

        await page.Locator("#try-body").FillAsync("not json");
        await page.GetByTestId("try").And(page.Locator("button")).ClickAsync();
        await Assertions.Expect(page.GetByTestId("tried")).ToContainTextAsync("refused with 400");

        await page.GetByTestId("theme-dark").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
        await page.Locator("#look-zone").SelectOptionAsync("Europe/Berlin");
        await page.GetByTestId("save-zone").ClickAsync();
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-zone", "Europe/Berlin");
        await page.GetByTestId("theme-system").ClickAsync();
        await Assertions.Expect(page.Locator("html")).Not.ToHaveAttributeAsync("data-theme", "dark");
    }

    private async Task WhoWatchesSeesNoKeyAsync()
    {
        await stage.JoinAsync("mo@example.org", Roles.Monitor);
        var page = await stage.BrowserAsync();
        await page.GotoAsync("/login?ReturnUrl=%2Fsettings");
        await page.Locator("[name='Login.Email']").FillAsync("mo@example.org");
        await page.Locator("[name='Login.Password']").FillAsync(Stage.Password);
        await page.GetByTestId("sign-in").ClickAsync();
        await Assertions.Expect(page.GetByTestId("key")).ToContainTextAsync("An administrator can see it");
        await Assertions.Expect(page.GetByTestId("show-key")).ToHaveCountAsync(0);
    }

    private static Task Done(IPage page, string step, bool done)
        => Assertions.Expect(page.GetByTestId($"step-{step}")).ToHaveAttributeAsync("data-done", done ? "true" : "false", new() { Timeout = 30_000 });

    private static async Task AccessibleAsync(IPage page, string what)
    {
        var found = new List<string>();
        foreach (var width in new[] { 1440, 390, 320 })
        {
            await page.SetViewportSizeAsync(width, 900);
            found.AddRange((await page.RunAxe()).Violations.Select(rule => $"{what} {width}: {rule.Id} at {rule.Nodes[0].Target}"));
            if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
            {
                var widest = await page.EvaluateAsync<string>("() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right)).slice(0, 4).join(', ')");
                found.Add($"{what} {width}: scrolls sideways ({widest})");
            }

            if (width == 390)
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(Stage.Pictures, $"{what}-390.png"), FullPage = true });
            }
        }

        await page.SetViewportSizeAsync(1440, 900);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
