using Awoooi.Core.People;
using Awoooi.Infrastructure.Postgres;
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
using Npgsql;

namespace Awoooi.E2E;

/// <summary>The real app on its own embedded database, a simulated cluster behind real HTTP, and a real Chromium.</summary>
public class Stage : IAsyncLifetime
{
    public const string Key = "a-webhook-key-for-journeys";
    public const string Password = "a long enough password";

    /// <summary>The user as whom the app changes the cluster; journeys that play an engineer use another.</summary>
    private const string AppUser = "user-admin";

    /// <summary>How long ago the estate was rolled out: what is younger counts as a suspect of its own.</summary>
    private static readonly TimeSpan EstateAge = TimeSpan.FromHours(3);
    private static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BreakingTime = TimeSpan.FromSeconds(20);
    private static int _stages;
    private readonly string _data = Path.Combine(Path.GetTempPath(), $"awoooi-e2e-{Environment.ProcessId}-{Interlocked.Increment(ref _stages)}");
    private readonly EstateClock _clock = new();
    private AwoooiApp? _app;
    private SimulatedApiServer _api = null!;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Words of the command line beside the address.</summary>
    protected virtual IReadOnlyList<string> Arguments => [];

    public Stage() => Cluster = new SimulatedCluster(_clock, SimulatedTimings.Brisk);

    public SimulatedCluster Cluster { get; }

    /// <summary>Where the API server listens.</summary>
    public Uri ClusterAddress => _api.BaseAddress;

    /// <summary>The data folder, for commands of the binary.</summary>
    public string DataFolder => _data;

    public IServiceProvider Services => _app!.Host.Services;

    /// <summary>Where the app answers; <c>localhost</c> is a secure context for the browser.</summary>
    public Uri Base { get; private set; } = null!;

    /// <summary>Screenshots are build output.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..", "artifacts", "pictures")).FullName;

    /// <summary>Every changing request that the API server saw and that was no rehearsal.</summary>
    public IReadOnlyList<RecordedRequest> Mutations => [.. _api.Log.Where(request => request.Mutated)];

    /// <summary>Those of them that the app made to one workload or its pods.</summary>
    public IReadOnlyList<RecordedRequest> MutationsOf(string ns, string workload)
        => [.. Mutations.Where(request => request.User == AppUser && request.Path.Contains($"/namespaces/{ns}/", StringComparison.Ordinal) && request.Path.Split('/').Any(part => part == workload || part.StartsWith($"{workload}-", StringComparison.Ordinal)))];

    /// <summary>Those of them that the app made in one namespace.</summary>
    public IReadOnlyList<RecordedRequest> MutationsIn(string ns)
        => [.. Mutations.Where(request => request.User == AppUser && request.Path.Contains($"/namespaces/{ns}/", StringComparison.Ordinal))];

    /// <summary>Away from the runner's own synchronisation context: what the app and the browser go on with must never queue behind a test.</summary>
    public Task InitializeAsync() => Task.Run(StartAsync);

    private async Task StartAsync()
    {
        Directory.CreateDirectory(_data);
        _clock.Behind = EstateAge;
        Furnish(new EstateBuilder(Cluster).Nodes(2));
        await Cluster.SettleAsync();
        Break(Cluster.Behaviours);

        // Long enough for what crashes to be in its loop; what was played ahead is taken off, so that the cluster's clock is the real one again.
        await Cluster.AdvanceAsync(BreakingTime);
        _clock.Behind = SettlingTime + BreakingTime;
        _api = await SimulatedApiServer.StartAsync(Cluster, new SimulatedApiOptions { TickEvery = TimeSpan.FromMilliseconds(50) }, CancellationToken.None);
        _app = await AwoooiApp.StartAsync(["--urls", "http://127.0.0.1:0", .. Arguments], Configure, CancellationToken.None);
        Base = new UriBuilder(_app.Host.Urls.First()) { Host = "localhost" }.Uri;
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

        await _api.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    protected virtual void Furnish(EstateBuilder estate)
        => estate.Namespace("shop", shop => shop.Deployment("cart", 3, cart => cart.Memory("64Mi", "128Mi")));

    /// <summary>What is in trouble from the beginning.</summary>
    protected virtual void Break(WorkloadBehaviours behaviours)
    {
    }

    /// <summary>Settings beside, or in place of, those every stage has.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

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

    /// <summary>What an engineer does to the cluster past the app.</summary>
    public async Task KubectlAsync(HttpMethod method, string path, string? patch = null)
    {
        using var http = new HttpClient { BaseAddress = ClusterAddress };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new("Bearer", "editor");
        if (patch is not null)
        {
            request.Content = new StringContent(patch, System.Text.Encoding.UTF8, "application/strategic-merge-patch+json");
        }

        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Moves stored time, as no person could.</summary>
    public async Task SqlAsync(string statement)
    {
        await using var owner = NpgsqlDataSource.Create(Services.GetRequiredService<DatabaseConnections>().Owner);
        await using var command = owner.CreateCommand(statement);
        Assert.True(await command.ExecuteNonQueryAsync() != 0, $"nothing was touched by: {statement}");
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

            // Journeys of one stage follow each other closely; together they are no storm.
            ["Awoooi:Intake:StormAbove"] = "1000",
            ["Awoooi:Intake:SourceStormAbove"] = "1000",
            ["Awoooi:Cluster:Server"] = _api.BaseAddress.ToString().TrimEnd('/'),
            ["Awoooi:Cluster:Token"] = "admin",
            ["Awoooi:Automation:AllowedNamespaces"] = "shop",

            // The journey waits for the same clocks as production, only shorter ones.
            ["Awoooi:Automation:LookEvery"] = "00:00:00.5",
            ["Awoooi:Automation:StableFor"] = "00:00:02",
            ["Awoooi:Automation:HealthyWithin"] = "00:01:00",
            ["Awoooi:Automation:AlertClearsWithin"] = "00:02:00",
        });
        builder.Configuration.AddInMemoryCollection(Settings);
    }
}
