using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>axe, without exclusions, on every page of this release in both languages and three widths.</summary>
public sealed class AccessTests(Stage stage) : IClassFixture<Stage>
{
    private static readonly string[] Paths = ["/", "/war-room", "/incidents?filter=all", "/incidents/INC-1", "/records", "/terminal", "/admin/automation", "/people", "/settings", "/settings/access"];

    [Fact]
    public async Task Axe_finds_nothing_on_any_page()
    {
        var page = await stage.BrowserAsync();
        await FirstPerson.SetUpAsync(stage, page);
        using var fired = await stage.PostAsync("alerts", """{"alert_type":"HighErrorRate","severity":"warning","source":"e2e","message":"errors rise","namespace":"shop","target_resource":"cart","resource_type":"deployment"}""");
        Assert.True(fired.IsSuccessStatusCode);
        var found = new List<string>();
        foreach (var language in new[] { "en", "zh-Hant-TW" })
        {
            await page.GotoAsync($"/culture/set?to={language}&back=%2F");
            foreach (var width in new[] { 1440, 390, 320 })
            {
                await page.SetViewportSizeAsync(width, 844);
                foreach (var path in Paths)
                {
                    await page.GotoAsync(path);

                    // What a person meets once the page is live; the circuit draws the head anew.
                    await Assertions.Expect(page.Locator("fieldset.hands:not([disabled])")).ToBeAttachedAsync();
                    await Assertions.Expect(page.Locator("h1").First).ToBeAttachedAsync();
                    await Assertions.Expect(page).ToHaveTitleAsync(new Regex("AWOOOI"));
                    var result = await page.RunAxe();
                    var wide = await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
                    Console.WriteLine($"axe {language} {width} {path}: {result.Passes.Sum(rule => rule.Nodes.Length)} nodes passed");
                    found.AddRange(result.Violations.Select(rule => $"{language} {width} {path}: {rule.Id} at {rule.Nodes[0].Target}"));
                    if (wide)
                    {
                        var widest = await page.EvaluateAsync<string>("() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right)).slice(0, 4).join(', ')");
                        found.Add($"{language} {width} {path}: scrolls sideways ({widest})");
                    }
                }
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
