using Awoooi.Core.People;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Web;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Awoooi.E2E;

/// <summary>The real app on its own embedded database, a simulated cluster behind real HTTP, and a real Chromium.</summary>
public class Stage : IAsyncLifetime
{
    public const string Key = "a-webhook-key-for-journeys";
    public const string Password = "a long enough password";
    private static int _stages;
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"awoooi-e2e-{Environment.ProcessId}-{Interlocked.Increment(ref _stages)}");
    private AwoooiApp? _app;
    private SimulatedApiServer _api = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Words of the command line beside the address.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    public SimulatedCluster Cluster { get; } = new(TimeProvider.System, SimulatedTimings.Brisk);

    public IServiceProvider Services => _app!.Host.Services;

    /// <summary>Where the app answers; <c>localhost</c> is a secure context for the browser.</summary>
    public Uri Base { get; private set; } = null!;

    /// <summary>Screenshots are build output.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "artifacts", "pictures")).FullName;

    /// <summary>Every changing request that the API server saw and that was no rehearsal.</summary>
    public IReadOnlyList<RecordedRequest> Mutations => [.. _api.Log.Where(request => request.Mutated)];

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_data);
        new EstateBuilder(Cluster).Nodes(2).Namespace("shop", shop => shop.Deployment("cart", 3, cart => cart.Memory("64Mi", "128Mi")));
        await Cluster.SettleAsync();
        _api = await SimulatedApiServer.StartAsync(Cluster, new SimulatedApiOptions { TickEvery = TimeSpan.FromMilliseconds(50) }, CancellationToken.None);
        _app = await AwoooiApp.StartAsync(["--urls", "http://127.0.0.1:0", .. Arguments], Configure, CancellationToken.None);
        Base = new UriBuilder(_app.Host.Urls.First()) { Host = "localhost" }.Uri;
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
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

        await _api.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Path of a fresh setup link.</summary>
    public async Task<string> SetupLinkAsync()
        => await LinkPaths.MakeSetupAsync(Services.GetRequiredService<IOneTimeLinks>(), CancellationToken.None) ?? throw new InvalidOperationException("there is an administrator already");

    /// <summary>A browser of one person; a phone has two dots to the pixel.</summary>
    /// <param name="state">Cookies of another browser of the same person.</param>
    public async Task<IPage> BrowserAsync(int width = 1440, int height = 900, string language = "en", bool phone = false, string? state = null)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = Base.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            Locale = language,
            ReducedMotion = ReducedMotion.Reduce,
            DeviceScaleFactor = phone ? 2 : 1,
            IsMobile = phone,
            HasTouch = phone,
            StorageState = state,
        });
        context.SetDefaultTimeout(60_000);
        return await context.NewPageAsync();
    }

    public async Task<HttpResponseMessage> PostAsync(string path, string body)
    {
        using var http = new HttpClient { BaseAddress = Base };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/webhooks/{path}") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", Key);
        return await http.SendAsync(request);
    }

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Awoooi:Data:Path"] = _data,
            ["Awoooi:Data:Source"] = "system",
            ["Awoooi:Webhooks:Secret"] = Key,
            ["Awoooi:Cluster:Name"] = "home",
            ["Awoooi:Cluster:Server"] = _api.BaseAddress.ToString().TrimEnd('/'),
            ["Awoooi:Cluster:Token"] = "admin",
            ["Awoooi:Automation:AllowedNamespaces"] = "shop",

            // The journey waits for the same clocks as production, only shorter ones.
            ["Awoooi:Automation:LookEvery"] = "00:00:00.5",
            ["Awoooi:Automation:StableFor"] = "00:00:02",
            ["Awoooi:Automation:HealthyWithin"] = "00:01:00",
            ["Awoooi:Automation:AlertClearsWithin"] = "00:02:00",
        });
    }
}
