using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Controllers;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator;

/// <summary>
/// The state of a simulated cluster and the controllers that move it, for tests and the demo; never part of production.
/// One lock guards everything; the cluster's clock is the given one plus whatever <see cref="AdvanceAsync"/> added.
/// </summary>
public sealed class SimulatedCluster
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock;
    private readonly ControllerManager _controllers;
    private TimeSpan _ahead;

    public SimulatedCluster(TimeProvider clock, SimulatedTimings? timings = null)
    {
        _clock = clock;
        Timings = timings ?? new SimulatedTimings();
        Store = new ObjectStore(() => Now);
        Events = new EventRecorder(this);
        _controllers = new ControllerManager(this);
        foreach (var name in new[] { "default", "kube-system" })
        {
            var ns = new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } };
            Defaults.Fill(Kinds.Namespace, ns);
            Store.Add(Kinds.Namespace, ns);
        }
    }

    /// <summary>What goes wrong between client and server.</summary>
    public ApiFaults Faults { get; } = new();

    /// <summary>What goes wrong inside the pods.</summary>
    public WorkloadBehaviours Behaviours { get; } = new();

    /// <summary>Admission webhooks and policies that stand in the way of changes.</summary>
    public AdmissionFaults Admission { get; } = new();

    /// <summary>Whether metrics.k8s.io is there, and what it reports.</summary>
    public MetricsFeed Metrics { get; } = new();

    public SimulatedTimings Timings { get; }

    /// <summary>The cluster's time.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow() + _ahead;

    internal Lock Gate { get; } = new();

    internal ObjectStore Store { get; }

    internal EventRecorder Events { get; }

    /// <summary>Nodes whose kubelet no longer reports, and since when.</summary>
    internal Dictionary<string, DateTimeOffset> SilentNodes { get; } = new(StringComparer.Ordinal);

    internal SettledObjects Settled { get; } = new();

    internal HashSet<string> RegisteredNodes { get; } = new(StringComparer.Ordinal);

    internal KubernetesVersion Version { get; set; } = KubernetesVersion.V1_36;

    /// <summary>Kinds served beside the built-in ones (custom resources).</summary>
    internal List<ResourceKind> CustomKinds { get; } = [];

    /// <summary>Lets simulated time pass second by second, the controllers working after each.</summary>
    public async Task AdvanceAsync(TimeSpan by, CancellationToken cancellationToken = default)
    {
        for (var left = by; left > TimeSpan.Zero; left -= Step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            lock (Gate)
            {
                _ahead += left < Step ? left : Step;
            }

            Tick();

            // Watchers and hanging requests run between the seconds, as they would in real time.
            await Task.Yield();
        }
    }

    /// <summary>One pass of all controllers at the present time.</summary>
    public void Tick()
    {
        lock (Gate)
        {
            _controllers.Pass();
        }
    }

    /// <summary>Lets twenty simulated seconds pass: enough for new workloads to come up.</summary>
    public Task SettleAsync(CancellationToken cancellationToken = default) => AdvanceAsync(TimeSpan.FromSeconds(20), cancellationToken);

    /// <summary>Forgets old revisions, so that old watches and list pages expire.</summary>
    public void Compact()
    {
        lock (Gate)
        {
            Store.Compact();
        }
    }

    /// <summary>A copy of a stored object, for assertions; null when there is none.</summary>
    public JsonObject? Find(string plural, string? ns, string name)
    {
        lock (Gate)
        {
            return ServedKinds.FirstOrDefault(kind => kind.Plural == plural) is { } found ? Store.Find(found, ns, name)?.Copy() : null;
        }
    }

    /// <summary>Adds a custom resource of the Rollout family (apiVersion shop.example/v1).</summary>
    public void ServeRollouts()
    {
        lock (Gate)
        {
            if (!CustomKinds.Contains(Kinds.Rollout))
            {
                CustomKinds.Add(Kinds.Rollout);
            }
        }
    }

    internal IEnumerable<ResourceKind> ServedKinds => Kinds.Served(Version).Concat(CustomKinds);
}
