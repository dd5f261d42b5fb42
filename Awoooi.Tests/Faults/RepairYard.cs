using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Planning;
using Awoooi.Infrastructure.Kubernetes;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Executions;
using Awoooi.Infrastructure.Postgres.People;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Tests.Simulator;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Awoooi.Tests.Faults;

/// <summary>
/// A simulated cluster that app processes reach over HTTP, with a workload for each card, and the stores through which this process opens
/// and signs cards as another replica would.
/// </summary>
internal sealed class RepairYard : IAsyncDisposable
{
    public const string Namespace = "shop";
    private const int ReplicasEach = 2;
    private const string Ended = "select id from approvals where state in ('succeeded', 'no_effect', 'failed', 'rolled_back', 'undo_failed')";

    /// <summary>Whoever acts with it is an app process; the yard itself is somebody else in the log.</summary>
    private const string AppToken = "editor";

    /// <summary>Creation times count in seconds: a pod made in the second in which the trouble was attached would not be told apart.</summary>
    private static readonly TimeSpan NextSecond = TimeSpan.FromMilliseconds(1100);

    /// <summary>Hundreds of repairs in a minute would meet the hourly limit of all repairs: here each one started two hours before it did.</summary>
    private const string LongAgo =
        """
        create function started_long_ago() returns trigger language plpgsql as $$ begin new.started_at := new.started_at - interval '2 hours'; return new; end $$;
        create trigger started_long_ago before update of started_at on executions for each row when (old.started_at is null) execute function started_long_ago();
        """;

    private readonly SimulatedApiServer _server;
    private readonly Func<int, Repair> _repairs;
    private readonly SimulatedCall _call;
    private readonly List<Card> _cards = [];
    private readonly HashSet<Guid> _retired = [];
    private readonly Lock _gate = new();
    private ServiceProvider? _services;
    private int _workloads;

    private RepairYard(SimulatedApiServer server, SimulatedCluster cluster, Func<int, Repair> repairs, TimeSpan healthyWithin)
    {
        (_server, Cluster, _repairs, _call) = (server, cluster, repairs, new SimulatedCall(server));
        Settings = new Dictionary<string, string>
        {
            ["Awoooi:Cluster:Name"] = "home",
            ["Awoooi:Intake:StormAbove"] = "10000",
            ["Awoooi:Intake:SourceStormAbove"] = "10000",
            ["Awoooi:Cluster:Server"] = server.BaseAddress.ToString().TrimEnd('/'),
            ["Awoooi:Cluster:Token"] = AppToken,
            ["Awoooi:Automation:AllowedNamespaces"] = Namespace,
            ["Awoooi:Automation:LookEvery"] = "00:00:00.25",
            ["Awoooi:Automation:StableFor"] = "00:00:01",
            ["Awoooi:Automation:HealthyWithin"] = healthyWithin.ToString("c", CultureInfo.InvariantCulture),
            ["Awoooi:Automation:RolloutHealthyWithin"] = "00:01:00",
            ["Awoooi:Automation:LateRequests"] = "00:00:05",
        };
    }

    public SimulatedCluster Cluster { get; }

    /// <summary>What an app process needs to act on the cluster, with the clocks of a verification shortened.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; }

    /// <summary>The requests of app processes as the API server saw them.</summary>
    public IReadOnlyList<RecordedRequest> Log => [.. _server.Log.Where(request => request.User.Contains(AppToken, StringComparison.Ordinal))];

    public IReadOnlyList<Card> Cards
    {
        get
        {
            lock (_gate)
            {
                return [.. _cards];
            }
        }
    }

    /// <summary>Of the role that migrates.</summary>
    public NpgsqlDataSource Owner { get; private set; } = null!;

    /// <param name="workloads">How many cards there will be at most.</param>
    /// <param name="repairs">What the card with each number asks for, from 1.</param>
    /// <param name="healthyWithin">Long where nothing is to be taken back, whatever the machine is busy with.</param>
    public static async Task<RepairYard> FurnishAsync(Func<int, Repair> repairs, TimeSpan? healthyWithin = null)
    {
        var cluster = new SimulatedCluster(TimeProvider.System, SimulatedTimings.Brisk);
        new EstateBuilder(cluster).Nodes(8, "64", "256Gi").Namespace(Namespace);
        await cluster.SettleAsync();
        var server = await SimulatedApiServer.StartAsync(cluster, new SimulatedApiOptions { TickEvery = TimeSpan.FromMilliseconds(100), LogCapacity = 5000 });
        return new RepairYard(server, cluster, repairs, healthyWithin ?? TimeSpan.FromMinutes(1));
    }

    /// <summary>Joins a migrated database.</summary>
    public async Task JoinAsync(string appConnection, string ownerConnection)
    {
        Owner = NpgsqlDataSource.Create(ownerConnection);
        await using (var command = Owner.CreateCommand(LongAgo))
        {
            await command.ExecuteNonQueryAsync();
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Awoooi:Cluster:Server"] = Settings["Awoooi:Cluster:Server"],
            ["Awoooi:Cluster:Token"] = "admin",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddPostgres(new DatabaseConnections(appConnection, ownerConnection, appConnection));
        services.AddSingleton(new Database(NpgsqlDataSource.Create(appConnection), NpgsqlDataSource.Create(appConnection)));
        services.AddPeople();
        services.AddSingleton(new Installation("home"));
        services.AddApprovalStores(configuration);
        services.AddKubernetes(configuration);
        services.AddRemediation(configuration);
        _services = services.BuildServiceProvider();
    }

    public T Get<T>()
        where T : notnull => _services!.GetRequiredService<T>();

    /// <summary>A card of high risk on a workload that no card had before.</summary>
    public async Task<Card> OpenAsync()
    {
        var number = Interlocked.Increment(ref _workloads);
        var (workload, repair) = (string.Create(CultureInfo.InvariantCulture, $"w{number}"), _repairs(number));
        var target = new WorkloadRef(WorkloadKind.Deployment, Namespace, workload);
        await RetireAsync();
        await RunAsync(target, repair);
        var request = repair switch
        {
            Repair.RestartDeployment => new PlanRequest(Operation.RestartDeployment, target),
            Repair.RestartPod => new PlanRequest(Operation.RestartPod, target, await PodAsync(target)),
            _ => new PlanRequest(Operation.ScaleUp, target, Replicas: ReplicasEach + 1),
        };
        var made = await Get<IPlanMaker>().MakeAsync(request, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), default);
        Assert.True(made.Plan is not null, made.Refused);
        var asked = A.Request(made.Plan with { Risk = RiskLevel.High }, priority: Core.Alerts.Priority.P0) with { ClassKey = $"home:HighErrorRate:{Namespace}/{workload}" };
        var opened = await Get<IApprovalStore>().OpenAsync(asked, default);
        var card = new Card(workload, repair, opened switch { OpenOutcome.Opened fresh => fresh.Approval, OpenOutcome.Joined there => there.Approval, _ => throw new InvalidOperationException($"{workload}: {opened}") });
        lock (_gate)
        {
            _cards.Add(card);
        }

        return card;
    }

    /// <summary>Signs in this process.</summary>
    public async Task SignAsync(Card card, params string[] people)
    {
        foreach (var person in people)
        {
            A.Accepted(await Get<IApprovalStore>().SignAsync(card.Id, A.Person(person), A.Yes(card.Approval), RequestOrigin.Unknown, default));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            await Owner.DisposeAsync();
        }

        _call.Dispose();
        await _server.DisposeAsync();
    }

    /// <summary>Takes workloads away whose card has ended: hundreds of them would make the simulated controllers slow.</summary>
    private async Task RetireAsync()
    {
        var ended = new HashSet<Guid>();
        await using (var command = Owner.CreateCommand(Ended))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                ended.Add(reader.GetGuid(0));
            }
        }

        foreach (var card in Cards.Where(card => ended.Contains(card.Id) && IsNewlyRetired(card)))
        {
            Cluster.Behaviours.Heal(Namespace, card.Workload);
            await _call.DeleteAsync($"/apis/apps/v1/namespaces/{Namespace}/deployments/{card.Workload}", token: "admin");
        }
    }

    private bool IsNewlyRetired(Card card)
    {
        lock (_gate)
        {
            return _retired.Add(card.Id);
        }
    }

    /// <summary>Makes the workload and waits until its pods are ready.</summary>
    private async Task RunAsync(WorkloadRef workload, Repair repair)
    {
        new EstateBuilder(Cluster).Namespace(Namespace, shop => shop.Deployment(workload.Name, ReplicasEach));
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Get<IClusterApi>().ReadWorkloadAsync(workload, deadline.Token)).Value is not { ReadyReplicas: ReplicasEach, RolloutInProgress: false })
        {
            await Task.Delay(50, deadline.Token);
        }

        if (repair == Repair.ScaleUpThatHurts)
        {
            Cluster.Behaviours.ForWorkload(Namespace, workload.Name, PodFault.NotReady, Healing.WorseWhenReplaced);
            await Task.Delay(NextSecond, deadline.Token);
        }
    }

    private async Task<string> PodAsync(WorkloadRef workload)
    {
        var cluster = Get<IClusterApi>();
        return (await cluster.ListPodsAsync((await cluster.ReadWorkloadAsync(workload, default)).Value!, default)).Value![0].Name;
    }
}
