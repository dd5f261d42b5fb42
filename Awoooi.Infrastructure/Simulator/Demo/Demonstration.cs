using Awoooi.Core.Incidents;
using Awoooi.Core.Settings;
using Awoooi.Infrastructure.Kubernetes;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Simulator.Demo.Troubles;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>Everything behind the app in demo mode: a data folder of its own, a simulated cluster behind a real API server, and the story.</summary>
public sealed class Demonstration : IAsyncDisposable
{
    private static readonly TimeSpan RolloutAge = TimeSpan.FromMinutes(9), FaultAge = TimeSpan.FromMinutes(4);
    private readonly CancellationTokenSource _ending = new();
    private readonly StagedCluster _cluster;
    private readonly IReadOnlyList<Trouble> _opening;
    private readonly string _folder;
    private HttpClient? _client;
    private Task _story = Task.CompletedTask;

    private Demonstration(StagedCluster cluster, IReadOnlyList<Trouble> opening, string folder) => (_cluster, _opening, _folder) = (cluster, opening, folder);

    /// <summary>
    /// Where database and cluster of the demo are, above every other source, so that no configured one is ever touched; and the clocks of
    /// repairs, shortened so that a visitor sees them end.
    /// </summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        [$"{DataOptions.Section}:Path"] = _folder,
        [$"{DataOptions.Section}:Connection"] = "",
        [$"{DataOptions.Section}:MigrationsConnection"] = "",
        [$"{DataOptions.Section}:ListenConnection"] = "",
        [$"{ClusterOptions.Section}:Name"] = "demo",
        [$"{ClusterOptions.Section}:Server"] = _cluster.Address.ToString().TrimEnd('/'),

        // The simulator knows stock roles only, and an editor may not read nodes: causes would rest on less than in a real installation.
        [$"{ClusterOptions.Section}:Token"] = "admin",
        [$"{ClusterOptions.Section}:Kubeconfig"] = null,
        [$"{ClusterOptions.Section}:Context"] = null,
        ["Awoooi:Webhooks:Secret"] = "",
        ["Awoooi:Automation:AllowedNamespaces"] = "payments,platform,search,shop",
        ["Awoooi:Automation:DryRun"] = "false",
        ["Awoooi:Automation:LookEvery"] = "00:00:00.5",
        ["Awoooi:Automation:StableFor"] = "00:00:02",
        ["Awoooi:Automation:HealthyWithin"] = "00:01:00",
        ["Awoooi:Automation:RolloutHealthyWithin"] = "00:02:00",
        ["Awoooi:Automation:AlertClearsWithin"] = "00:03:00",
    };

    /// <summary>The autonomy index counts what stayed ended for this long; nobody watches a demo for a quarter of an hour before it counts.</summary>
    public IntakeWindows Windows { get; } = IntakeWindows.Default with { Reopen = TimeSpan.FromSeconds(30) };

    /// <summary>Prepares folder and cluster, with the troubles of the opening under way.</summary>
    /// <exception cref="StartException">The folder cannot be had.</exception>
    public static async Task<Demonstration> PrepareAsync(IConfiguration configuration, string contentRoot, ILogger log, TimeProvider clock, CancellationToken cancel)
    {
        var folder = await DemoFolder.PrepareAsync(configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions(), contentRoot, log, clock, cancel);
        var cluster = await StagedCluster.StartAsync(clock, cancel);
        var opening = Plot.Opening();
        cluster.SkipTo(RolloutAge);
        foreach (var trouble in opening.OfType<BadRelease>())
        {
            await trouble.BeginAsync(cluster, cancel);
        }

        cluster.Pass(FaultAge);
        foreach (var trouble in opening.Where(trouble => trouble is not BadRelease))
        {
            await trouble.BeginAsync(cluster, cancel);
        }

        cluster.Pass(TimeSpan.Zero);
        return new Demonstration(cluster, opening, folder);
    }

    /// <summary>Begins the story once the app listens at <paramref name="app"/>.</summary>
    /// <param name="keyOf">The webhook key of a source.</param>
    public void Play(Uri app, Func<string, string> keyOf, TimeProvider clock, ILogger<Demonstration> log)
    {
        _client = new HttpClient { BaseAddress = app };
        _story = new StoryPlayer(_cluster, _opening, _client, keyOf, clock, log).RunAsync(_ending.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _story;
        _client?.Dispose();
        _ending.Dispose();
        await _cluster.DisposeAsync();
    }
}
