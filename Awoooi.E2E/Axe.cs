using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>axe without exclusions, and the width of the page.</summary>
internal static partial class Axe
{
    /// <summary>What is wrong with the page at <paramref name="path"/> as it stands; prints how many nodes passed.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, string language, int width, string path)
    {
        await page.GotoAsync(path);

        // What a person meets once the page is live; the circuit draws the head anew.
        await Assertions.Expect(page.Locator("fieldset.hands:not([disabled])")).ToBeAttachedAsync();
        await Assertions.Expect(page.Locator("h1").First).ToBeAttachedAsync();
        await Assertions.Expect(page).ToHaveTitleAsync(Named());
        var result = await page.RunAxe();
        Console.WriteLine($"axe {language} {width} {path}: {result.Passes.Sum(rule => rule.Nodes.Length)} nodes passed");
        List<string> found = [.. result.Violations.Select(rule => $"{language} {width} {path}: {rule.Id} at {rule.Nodes[0].Target}")];
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))
        {
            var widest = await page.EvaluateAsync<string>("() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className + ' ' + Math.round(e.getBoundingClientRect().right)).slice(0, 4).join(', ')");
            found.Add($"{language} {width} {path}: scrolls sideways ({widest})");
        }

        return found;
    }

    [GeneratedRegex("AWOOOI")]
    private static partial Regex Named();
}
