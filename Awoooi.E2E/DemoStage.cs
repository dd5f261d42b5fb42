using System.Text.RegularExpressions;
using Awoooi.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>The real app as <c>--demo</c> starts it, on a data folder of its own, and a real Chromium.</summary>
public sealed partial class DemoStage : IAsyncLifetime
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"awoooi-e2e-{Environment.ProcessId}");
    private AwoooiApp? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IServiceProvider Services => _app!.Host.Services;

    /// <summary>The block that the console ends with.</summary>
    public string Console { get; private set; } = "";

    public string Password => PasswordLine().Match(Console).Groups[1].Value;

    /// <summary>The first printed account with exactly these roles.</summary>
    public string Account(string roles) => AccountLine().Matches(Console).First(line => line.Groups[2].Value.Trim() == roles).Groups[1].Value;

    public async Task InitializeAsync()
    {
        _app = await AwoooiApp.StartAsync(["--demo", "--urls", "http://127.0.0.1:0"], Configure, CancellationToken.None);
        await using var console = new StringWriter();
        await _app.PrintAsync(console, CancellationToken.None);
        Console = console.ToString();
        (_playwright, _browser) = await Chrome.LaunchAsync();
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        Directory.Delete($"{_data}-demo", recursive: true);
    }

    /// <summary>A browser of one person.</summary>
    public async Task<IPage> BrowserAsync(int width = 1440, int height = 900)
    {
        var url = new UriBuilder(_app!.Host.Urls.First()) { Host = "localhost" }.Uri;
        var context = await _browser!.NewContextAsync(new() { BaseURL = url.ToString(), ViewportSize = new() { Width = width, Height = height }, Locale = "en", ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    /// <summary>Signs in with a printed login, from the form that is open.</summary>
    public async Task SignInAsync(IPage page, string roles)
    {
        await page.Locator("[name='Login.Email']").FillAsync(Account(roles));
        await page.Locator("[name='Login.Password']").FillAsync(Password);
        await page.GetByTestId("sign-in").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/login", StringComparison.Ordinal));
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Awoooi:Data:Path"] = _data, ["Awoooi:Data:Source"] = "system" });
    }

    [GeneratedRegex(@"^  Sign in +(\S+) +(.+)$", RegexOptions.Multiline)]
    private static partial Regex AccountLine();

    [GeneratedRegex(@"^  Password +(\S+)", RegexOptions.Multiline)]
    private static partial Regex PasswordLine();
}
