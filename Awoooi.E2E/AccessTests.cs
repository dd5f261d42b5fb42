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
                    found.AddRange(await Axe.FaultsAsync(page, language, width, path));
                }
            }
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
