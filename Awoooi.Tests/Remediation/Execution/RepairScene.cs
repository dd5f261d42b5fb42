using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.Planning;
using Awoooi.Core.Trust;
using Awoooi.Core.Work;
using Awoooi.Infrastructure.Kubernetes;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Audit;
using Awoooi.Infrastructure.Postgres.Executions;
using Awoooi.Infrastructure.Postgres.Work;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Tests.Simulator;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Awoooi.Tests.Remediation.Execution;

/// <summary>
/// The executor as the application composes it, on a real database and a simulated API server. Time passes by moving the cluster
/// ahead and the records back, so that the real windows hold and a slow machine changes nothing.
/// </summary>
internal sealed class RepairScene : IAsyncDisposable
{
    public const string Class = "home:HighErrorRate:shop/cart";
    private readonly StoreFixture _store;
    private readonly ServiceProvider _services;
    private readonly SimulatedApiServer _server;
    private Guid? _incident;

    private RepairScene(StoreFixture store, SimulatedCluster cluster, SimulatedApiServer server, Dictionary<string, string?> settings)
    {
        (_store, Cluster, _server) = (store, cluster, server);
        Call = new SimulatedCall(server);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(store.Database);
        services.AddSingleton(new Installation("home"));
        services.AddSingleton<IAuditLog, AuditLog>();
        services.AddSingleton<IWorkQueue, WorkQueue>();
        services.AddApprovalStores(configuration);
        services.AddKubernetes(configuration);
        services.AddRemediation(configuration);
        services.AddSingleton(Interruption);
        Wrap<IExecutionStore>(services, (inner, interruption) => new InterruptedStore(inner, interruption));
        Wrap<IClusterApi>(services, (inner, interruption) => new InterruptedCluster(inner, interruption));
        _services = services.BuildServiceProvider();
    }

    public Interruption Interruption { get; } = new();

    public SimulatedCluster Cluster { get; }

    public SimulatedCall Call { get; }

    public Guid ExecutionId { get; private set; }

    public Guid ApprovalId { get; private set; }

    public IApprovalStore Approvals => Get<IApprovalStore>();

    public IAutomationStore Automation => Get<IAutomationStore>();

    /// <summary>Changes that the server itself logged for this execution, the undo not among them.</summary>
    public int Changes => Logged(undo: false);

    public int Undos => Logged(undo: true);

    public static async Task<RepairScene> StartAsync(StoreFixture store, Action<NamespaceBuilder> furnish, params (string Key, string Value)[] settings)
    {
        var cluster = new SimulatedCluster(TimeProvider.System);
        var server = await SimulatedApiServer.StartAsync(cluster);
        new EstateBuilder(cluster).Nodes(2, "64", "256Gi").Namespace("shop", furnish);
        await cluster.AdvanceAsync(TimeSpan.FromSeconds(20));
        var all = new Dictionary<string, string?> { ["Awoooi:Cluster:Server"] = server.BaseAddress.AbsoluteUri, ["Awoooi:Cluster:Token"] = "editor", ["Awoooi:Cluster:LongestPause"] = "00:00:00" };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        await store.ExecuteAsync("truncate approvals, signatures, executions, execution_runs, execution_steps, workload_locks, approval_preflights, standing_orders, standing_order_uses, trust_samples, incidents, change_windows, namespace_rules, work_items; update automation_switch set state = 'acting'");
        var scene = new RepairScene(store, cluster, server, all);
        await scene.Automation.SaveNamespaceAsync(new NamespaceRule("shop", AutonomyMode.Auto, true, null, false, false), "test", default);
        return scene;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>An open incident whose alert fires.</summary>
    public async Task FireAlertAsync()
    {
        _incident = Guid.CreateVersion7();
        await _store.ExecuteAsync(
            $"""
            insert into incidents (id, fingerprint, class_key, source, alert_type, category, automation, severity, priority, namespace, target_resource, resource_type, workload, cluster, message,
              opened_at, last_seen_at, firing, hit_count, occurrences, test, blind, elsewhere)
            values ('{_incident}', '{_incident.ToString()![..16]}', '{Class}', 'alertmanager', 'HighErrorRate', 'errors', 0, 1, 2, 'shop', 'cart', 'deployment', 'cart', 'home', 'm',
              now(), now(), 1, 1, 1, false, false, false)
            """);
    }

    public Task ClearAlertAsync() => _store.ExecuteAsync($"update incidents set status = 2, firing = 0, resolved_at = now(), closed_by = 'self' where id = '{_incident}'");

    /// <summary>Plans, opens and, where the risk asks for it, signs.</summary>
    public async Task<Approval> ApproveAsync(PlanRequest request)
    {
        var made = await Get<IPlanMaker>().MakeAsync(request, Guid.CreateVersion7(), default);
        Assert.True(made.Plan is not null, made.Refused);
        var alone = made.Plan.Risk == RiskLevel.Low;
        var asked = A.Request(made.Plan, alone ? DecisionMode.Auto : DecisionMode.Approval) with { IncidentId = _incident, ClassKey = Class };
        var approval = Assert.IsType<OpenOutcome.Opened>(await Approvals.OpenAsync(asked, default)).Approval;
        if (!alone)
        {
            var signer = A.Commander("Chen Yu", TimeProvider.System.GetUtcNow());
            approval = A.Accepted(await Approvals.SignAsync(approval.Id, signer, A.Yes(approval), RequestOrigin.Unknown, default));
        }

        ApprovalId = approval.Id;
        ExecutionId = (await Approvals.FindExecutionAsync(approval.Id, default))!.Value;
        await AgeAsync(TimeSpan.FromSeconds(6));
        return approval;
    }

    public static PlanRequest Ask(Operation operation, int? replicas = null, string? pod = null, WorkloadKind kind = WorkloadKind.Deployment)
        => new(operation, new WorkloadRef(kind, "shop", "cart"), pod, replicas);

    public async Task<string> PodAsync() => (await Get<IClusterApi>().ListPodsAsync((await WorkloadAsync())!, default)).Value![0].Name;

    public async Task<WorkloadFacts> WorkloadAsync(WorkloadKind kind = WorkloadKind.Deployment) => (await Get<IClusterApi>().ReadWorkloadAsync(new WorkloadRef(kind, "shop", "cart"), default)).Value!;

    public async Task<Approval> ApprovalAsync() => (await Approvals.FindAsync(ApprovalId, default))!;

    /// <summary>One pass of a worker that holds a fresh claim; a death is what the queue would see of it.</summary>
    public async Task<WorkOutcome?> PassAsync()
    {
        try
        {
            return await Get<IEnumerable<IWorkHandler>>().Single(handler => handler.Kind == "execute").HandleAsync(new WorkItem(1, "execute", ExecutionId.ToString(), 2, 1, await FenceAsync(), null), default);
        }
        catch (WorkerDied)
        {
            return null;
        }
    }

    public Task<long> FenceAsync() => _store.ScalarAsync<long>("select nextval('work_fence')");

    /// <summary>Passes with time between them until nothing is left to do, or the time is over.</summary>
    public async Task<Approval> RunAsync(TimeSpan atMost, double step = 5)
    {
        for (var passed = TimeSpan.Zero; passed <= atMost; passed += TimeSpan.FromSeconds(step))
        {
            if (await PassAsync() is WorkOutcome.Done)
            {
                break;
            }

            await WaitAsync(step);
        }

        return await ApprovalAsync();
    }

    public async Task<Approval> RunUntilAsync(Func<Approval, bool> reached, TimeSpan atMost)
    {
        for (var passed = TimeSpan.Zero; passed <= atMost; passed += TimeSpan.FromSeconds(5))
        {
            var approval = await ApprovalAsync();
            if (reached(approval))
            {
                return approval;
            }

            await PassAsync();
            await WaitAsync(5);
        }

        throw new InvalidOperationException($"not reached; it is {(await ApprovalAsync()).State}: {(await ApprovalAsync()).StateReason}");
    }

    public async Task WaitAsync(double seconds)
    {
        await Cluster.AdvanceAsync(TimeSpan.FromSeconds(seconds));
        await AgeAsync(TimeSpan.FromSeconds(seconds));
    }

    public async Task<T> ScalarAsync<T>(string sql) => await _store.ScalarAsync<T>(sql);

    public Task ExecuteAsync(string sql) => _store.ExecuteAsync(sql);

    public async ValueTask DisposeAsync()
    {
        Call.Dispose();
        await _services.DisposeAsync();
        await _server.DisposeAsync();
    }

    private int Logged(bool undo)
        => _server.Log.Count(request => request.Mutated && request.Body.Contains(ExecutionId.ToString(), StringComparison.Ordinal) && request.Body.Contains($"{ExecutionId}.undo", StringComparison.Ordinal) == undo);

    private async Task AgeAsync(TimeSpan by)
    {
        var ago = string.Create(CultureInfo.InvariantCulture, $"interval '{by.TotalSeconds} seconds'");
        await _store.ExecuteAsync(
            $"""
            update approvals set not_before = not_before - {ago}, state_since = state_since - {ago};
            update executions set not_before = not_before - {ago}, started_at = started_at - {ago}, ended_at = ended_at - {ago};
            update execution_steps set stored_at = stored_at - {ago}, answered_at = answered_at - {ago};
            update incidents set opened_at = opened_at - {ago}, resolved_at = resolved_at - {ago};
            """);
        await AgeProgressAsync(by);
    }

    private async Task AgeProgressAsync(TimeSpan by)
    {
        await using var command = _store.Database.Background.CreateCommand("select progress::text from execution_runs where execution_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = ExecutionId });
        if (await command.ExecuteScalarAsync() is not string text)
        {
            return;
        }

        var progress = JsonNode.Parse(text)!.AsObject();
        foreach (var name in progress.Where(pair => pair.Value?.GetValueKind() == System.Text.Json.JsonValueKind.String && DateTimeOffset.TryParse(pair.Value.GetValue<string>(), CultureInfo.InvariantCulture, out _)).Select(pair => pair.Key).ToList())
        {
            progress[name] = progress[name]!.GetValue<DateTimeOffset>() - by;
        }

        await using var write = _store.Database.Background.CreateCommand("update execution_runs set progress = $2::jsonb where execution_id = $1");
        write.Parameters.Add(new NpgsqlParameter { Value = ExecutionId });
        write.Parameters.Add(new NpgsqlParameter { Value = progress.ToJsonString() });
        await write.ExecuteNonQueryAsync();
    }

    private static void Wrap<T>(ServiceCollection services, Func<T, Interruption, T> wrap)
        where T : class
    {
        var real = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(real);
        services.AddSingleton(provider => wrap((T)ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), provider.GetRequiredService<Interruption>()));
    }
}
