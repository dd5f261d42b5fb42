using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>Every page and card state that was drawn, beside what is built. People judge the looks; the test judges whether the pages hold.</summary>
public sealed class CompositeTests(DevelopmentStage stage) : IClassFixture<DevelopmentStage>
{
    private static readonly string[] Both = ["en", "zh"];
    private static readonly string[] English = ["en"];

    /// <summary>A page joins with a row: the name of its mock, its address, and the languages that were drawn.</summary>
    private static readonly (string Mock, string Path, string[] Languages)[] Pages =
    [
        ("nexus", "/dev/components/nexus", Both),
        ("nexus-quiet", "/dev/components/nexus/quiet", Both),
        ("nexus-not-live", "/dev/components/nexus/not-live", Both),
        ("warroom", "/dev/components/card/partially_signed", Both),
        ("warroom-sign", "/dev/components/card/signing", Both),
        ("warroom-analysing", "/dev/components/analysing", Both),
        ("warroom-empty", "/dev/components/empty", Both),
        ("states", "/dev/components/states", Both),
        ("incidents", "/dev/components/incidents", Both),
        ("incident", "/dev/components/incident", Both),
        ("login", "/login?returnUrl=%2Fwar-room%2FAPR-0231", Both),
        ("more-people", "/people", English),
        ("more-automation", "/admin/automation", English),
        ("more-records", "/records", English),
    ];

    private static readonly (int Width, int Height, bool Phone)[] Sizes = [(1440, 900, false), (390, 844, true)];

    [Fact]
    public async Task Every_page_that_was_drawn_stands_beside_its_mock()
    {
        var first = await stage.BrowserAsync();
        await FirstPerson.SetUpAsync(stage, first);
        await Assertions.Expect(first.GetByTestId("index")).ToBeVisibleAsync();
        var person = await first.Context.StorageStateAsync();
        var composite = new Composite(await stage.BrowserAsync());
        var faults = new List<string>();
        foreach (var language in Both)
        {
            foreach (var size in Sizes)
            {
                var known = await stage.BrowserAsync(size.Width, size.Height, language == "en" ? "en" : "zh-TW", size.Phone, person);
                var stranger = await stage.BrowserAsync(size.Width, size.Height, language == "en" ? "en" : "zh-TW", size.Phone);
                foreach (var page in Pages.Where(page => page.Languages.Contains(language)))
                {
                    var browser = page.Mock == "login" ? stranger : known;
                    await ShowAsync(browser, page.Path, language, faults);
                    await composite.MakeAsync($"{page.Mock}.{language}.{size.Width}x{size.Height}", await browser.ScreenshotAsync(), size.Width, size.Height);
                }

                await known.Context.CloseAsync();
                await stranger.Context.CloseAsync();
            }
        }

        await composite.IndexAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public void Each_row_has_its_mock()
        => Assert.Empty(from page in Pages
                        from language in page.Languages
                        from size in Sizes
                        let name = $"{page.Mock}.{language}.{size.Width}x{size.Height}"
                        where !File.Exists(Composite.MockOf(name))
                        select name);

    private static async Task ShowAsync(IPage page, string path, string language, List<string> faults)
    {
        void Heard(object? sender, IConsoleMessage message)
        {
            if (message.Type == "error")
            {
                faults.Add($"{language} {path}: the console says {message.Text}");
            }
        }

        void Broke(object? sender, string error) => faults.Add($"{language} {path}: {error}");

        page.Console += Heard;
        page.PageError += Broke;
        var answer = await page.GotoAsync($"/culture/set?to={(language == "en" ? "en" : "zh-Hant-TW")}&back={Uri.EscapeDataString(path)}");
        if (answer is not { Ok: true })
        {
            faults.Add($"{language} {path}: answered {answer?.Status}");
        }

        await Assertions.Expect(page.Locator("h1").First).ToBeAttachedAsync();
        await page.EvaluateAsync("() => document.fonts.ready");
        if (path.EndsWith("/signing", StringComparison.Ordinal))
        {
            await Assertions.Expect(page.Locator("dialog[open]")).ToBeVisibleAsync();
        }

        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            faults.Add($"{language} {path}: scrolls sideways at {page.ViewportSize!.Width}");
        }

        page.Console -= Heard;
        page.PageError -= Broke;
    }
}
