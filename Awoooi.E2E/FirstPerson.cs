using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>The first person of an installation: Admin and Commander, made by the printed link.</summary>
internal static class FirstPerson
{
    public static async Task SetUpAsync(Stage stage, IPage page) => await SetUpAsync(await stage.SetupLinkAsync(), page);

    public static async Task SetUpAsync(string link, IPage page)
    {
        await page.GotoAsync(link);
        await page.Locator("[name='Enrol.Name']").FillAsync("Kai Tan");
        await page.Locator("[name='Enrol.Email']").FillAsync("kai@example.org");
        await page.Locator("[name='Enrol.Password']").FillAsync(Stage.Password);
        await page.GetByTestId("enrol").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/setup", StringComparison.Ordinal));
        if (page.Url.Contains("/login", StringComparison.Ordinal))
        {
            await page.Locator("[name='Login.Email']").FillAsync("kai@example.org");
            await page.Locator("[name='Login.Password']").FillAsync(Stage.Password);
            await page.GetByTestId("sign-in").ClickAsync();
            await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
        }
    }
}
