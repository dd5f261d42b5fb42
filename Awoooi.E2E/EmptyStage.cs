using Awoooi.Core.People;
using Awoooi.Web;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>The real app as a newcomer starts it: its own database and key, no cluster, nobody in it.</summary>
public sealed class EmptyStage : IAsyncLifetime
{
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"awoooi-e2e-empty-{Environment.ProcessId}");
    private AwoooiApp? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public IServiceProvider Services => _app!.Host.Services;

    public Uri Base { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(30_000);
        Directory.CreateDirectory(_data);
        _app = await AwoooiApp.StartAsync(["--urls", "http://127.0.0.1:0"], Configure, CancellationToken.None);
        Base = new UriBuilder(_app.Host.Urls.First()) { Host = "localhost" }.Uri;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run"] });
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

        Directory.Delete(_data, recursive: true);
    }

    public async Task<string> SetupLinkAsync()
        => await LinkPaths.MakeSetupAsync(Services.GetRequiredService<IOneTimeLinks>(), CancellationToken.None) ?? throw new InvalidOperationException("there is an administrator already");

    /// <summary>Somebody who used an invitation; signs in with <see cref="Stage.Password"/>.</summary>
    public async Task JoinAsync(string email, Roles roles)
    {
        var link = await Services.GetRequiredService<IPeople>().InviteAsync(Actor.Console, new NewPerson(email, email.Split('@')[0], roles), CancellationToken.None);
        var enrolment = new Enrolment { Name = email.Split('@')[0], Email = "", Password = Stage.Password, Language = "en", Zone = "Asia/Taipei" };
        Assert.Null((await Services.GetRequiredService<IOneTimeLinks>().UseAsync(link.Secret!, enrolment, new Origin("192.0.2.1", "tests"), CancellationToken.None)).Refusal);
    }

    public async Task<IPage> BrowserAsync()
    {
        var context = await _browser!.NewContextAsync(new() { BaseURL = Base.ToString(), ViewportSize = new() { Width = 1440, Height = 900 }, Locale = "en", ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public async Task<int> PostAsync(string path, string body, string key)
    {
        using var http = new HttpClient { BaseAddress = Base };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/webhooks/{path}") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", key);
        using var answer = await http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Awoooi:Data:Path"] = _data, ["Awoooi:Data:Source"] = "system", ["Awoooi:Webhooks:Secret"] = "" });
    }
}
