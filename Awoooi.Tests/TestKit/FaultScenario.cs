using Awoooi.Core.Alerts;
using Awoooi.Core.Clusters;
using Awoooi.Core.Rca;
using Awoooi.Core.Rca.Facts;
using Awoooi.Core.Rca.Rules;
using Awoooi.Infrastructure.Rules;

namespace Awoooi.Tests.TestKit;

/// <summary>A fault of the workload <c>cart</c> in <c>shop</c> as the cluster would show it; three ready replicas of an old revision unless told otherwise.</summary>
public sealed class FaultScenario
{
    public static readonly DateTimeOffset Now = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    public static readonly RuleSet Shipped = RuleLoader.Load(null).Rules ?? throw new InvalidOperationException("shipped rules are faulty");

    private readonly List<PodFacts> _pods = [];
    private readonly List<EventFacts> _events = [];
    private readonly List<NodeFacts> _nodes = [];
    private readonly List<ClaimFacts> _claims = [];
    private readonly List<ContainerLog> _logs = [];
    private readonly List<MissingEvidence> _missing = [];
    private readonly List<Evidence> _bystanders = [];
    private Alert _alert;
    private bool _podsKnown = true;
    private bool _targetGone;

    public FaultScenario(string category, string alertType = "SomethingWrong", string target = "cart", params (string Name, double Value)[] metrics)
        => _alert = new Alert
        {
            Source = "alertmanager",
            AlertType = alertType,
            Severity = Severity.Warning,
            Status = AlertStatus.Firing,
            Priority = Priority.P1,
            Category = category,
            Automation = AutomationVerdict.Auto,
            Namespace = "shop",
            TargetResource = target,
            Workload = "cart",
            Message = "something is wrong",
            Metrics = metrics.ToDictionary(metric => metric.Name, metric => MetricValue.Of(metric.Value)),
            StartsAt = Now.AddMinutes(-5),
        };

    public WorkloadFacts? Workload { get; private set; }

    public IReadOnlyList<PodFacts> Pods => _pods;

    public FaultScenario Runs(WorkloadKind kind = WorkloadKind.Deployment, int desired = 3, int ready = 3, Func<WorkloadFacts, WorkloadFacts>? but = null)
    {
        var workload = new WorkloadFacts
        {
            Ref = new WorkloadRef(kind, "shop", "cart"),
            Uid = "uid-cart",
            ResourceVersion = "7",
            Generation = 2,
            ObservedGeneration = 2,
            CreatedAt = Now.AddDays(-90),
            ObservedAt = Now,
            DesiredReplicas = desired,
            Replicas = desired,
            ReadyReplicas = ready,
            AvailableReplicas = ready,
            UpdatedReplicas = desired,
            Revision = 4,
            Revisions = [Revision(4, TimeSpan.FromDays(9)), Revision(3, TimeSpan.FromDays(30))],
            Containers = [new ContainerSpec("app", "registry.example/cart:4", 128 << 20, 256 << 20, 100, null)],
        };
        Workload = but?.Invoke(workload) ?? workload;
        return this;
    }

    /// <summary>The newest revision is this old.</summary>
    public FaultScenario RolledOut(TimeSpan ago, bool sameProgram = false)
    {
        var newest = Revision(5, ago) with { TemplateHash = sameProgram ? "hash-4" : "hash-5" };
        Workload = Workload! with { Revision = 5, Revisions = [newest, .. Workload.Revisions] };
        return this;
    }

    public FaultScenario But(Func<WorkloadFacts, WorkloadFacts> change)
    {
        Workload = change(Workload!);
        return this;
    }

    public FaultScenario Pod(string suffix, Func<ContainerFacts, ContainerFacts>? container = null, bool ready = false, long revision = 4, Func<PodFacts, PodFacts>? but = null)
    {
        var running = new ContainerFacts { Name = "app", Image = $"registry.example/cart:{revision}", Ready = ready, Started = true, RunningSince = Now.AddHours(-3) };
        var pod = new PodFacts
        {
            Namespace = "shop",
            Name = $"cart-rs{revision}-{suffix}",
            Uid = $"uid-{suffix}",
            Owner = Workload?.Ref,
            Phase = "Running",
            Node = "node-120",
            Ready = ready,
            CreatedAt = Now.AddHours(-4),
            Containers = [container?.Invoke(running) ?? running],
        };
        _pods.Add(but?.Invoke(pod) ?? pod);
        return this;
    }

    public FaultScenario ReadyPods(int count, long revision = 4)
    {
        for (var index = 0; index < count; index++)
        {
            Pod($"ok{index}", ready: true, revision: revision);
        }

        return this;
    }

    public FaultScenario Event(string reason, string message, string? pod = null, int minutesAgo = 2, int count = 4)
    {
        var name = pod ?? _pods[^1].Name;
        _events.Add(new EventFacts("Pod", "shop", name, "Warning", reason, message, count, Now.AddMinutes(-minutesAgo)));
        return this;
    }

    public FaultScenario Log(params string[] lines)
    {
        _logs.Add(new ContainerLog("shop", _pods[^1].Name, "app", SecretMask.Apply(lines)));
        return this;
    }

    public FaultScenario Node(bool? ready = true, params string[] pressures)
    {
        _nodes.Add(new NodeFacts("node-120", ready, Now.AddMinutes(-9), pressures, false, []));
        return this;
    }

    public FaultScenario Claim(string phase, string name = "cart-data")
    {
        _claims.Add(new ClaimFacts("shop", name, phase, "fast", null));
        return this;
    }

    public FaultScenario Unread(string what, bool essential)
    {
        _missing.Add(new MissingEvidence("kubernetes", what, "timeout", essential));
        _podsKnown &= what != "pods";
        return this;
    }

    public FaultScenario TargetGone()
    {
        _targetGone = true;
        return this;
    }

    public FaultScenario AlertBegan(int minutesAgo)
    {
        _alert = _alert with { StartsAt = Now.AddMinutes(-minutesAgo) };
        return this;
    }

    /// <summary>A neighbour in the same namespace with nearly every fault there is, as facts and as events.</summary>
    public FaultScenario WithBystanders()
    {
        var noise = new FaultScenario("crashloop", target: "noise").Runs(desired: 2, ready: 1, but: workload => workload with
        {
            Ref = new WorkloadRef(WorkloadKind.Deployment, "shop", "noise"),
            RolloutStuck = true,
            Protected = true,
            Paused = true,
            GitOpsOwner = "Argo CD",
            ReplicaFailure = "exceeded quota",
            Autoscaler = new AutoscalerFacts("noise", 1, 2, 2, 2, true),
        }).RolledOut(TimeSpan.FromMinutes(20));
        noise.Noise("n1", container => container.Crash(1)).Noise("n2", container => container.Oom()).Noise("n3", container => container.Pull("ErrImagePull", "not found"));
        noise.Noise("n4", container => container with { RunningSince = null, WaitingReason = "CreateContainerConfigError", WaitingMessage = "secret \"other\" not found" });
        noise.Log("dial tcp 198.51.100.7:5432: connect: connection refused", "no space left on device").Node(null, "MemoryPressure").Claim("Pending", "noise-data");
        _bystanders.AddRange(KubernetesEvidence.From(noise.Snapshot()).Select(item => item.Subject.StartsWith("node/", StringComparison.Ordinal) ? item with { Subject = "node/node-199" } : item));
        _events.Add(new EventFacts("Pod", "shop", "noise-1", "Warning", "Unhealthy", "Liveness probe failed: timeout", 99, Now));
        _events.Add(new EventFacts("Pod", "elsewhere", _pods.Count > 0 ? _pods[0].Name : "x", "Warning", "Preempted", "by another", 1, Now));
        return this;
    }

    public ClusterSnapshot Snapshot() => new()
    {
        ObservedAt = Now,
        OnsetAt = _alert.StartsAt,
        Workload = Workload,
        Pods = _pods,
        PodsKnown = _podsKnown,
        Warnings = _events,
        Nodes = _nodes,
        Claims = _claims,
        Logs = _logs,
        MissingTarget = _targetGone ? (_alert.Namespace, _alert.TargetResource) : null,
    };

    public (EvidencePack Pack, RcaSubject Subject) Collect(Func<IEnumerable<Evidence>, IEnumerable<Evidence>>? order = null)
    {
        var snapshot = Snapshot();
        var drafts = AlertEvidence.From(_alert, Now).Concat(KubernetesEvidence.From(snapshot)).Concat(_bystanders);
        return (EvidencePack.Of(order?.Invoke(drafts) ?? drafts, _missing), RcaSubject.Of(_alert, snapshot));
    }

    public RcaVerdict Judge()
    {
        var (pack, subject) = Collect();
        return new RuleEngine(Shipped).Judge(pack, subject);
    }

    private FaultScenario Noise(string suffix, Func<ContainerFacts, ContainerFacts> container)
        => Pod(suffix, container, revision: 5, but: pod => pod with { Name = $"noise-rs5-{suffix}" });

    private static RevisionFacts Revision(long number, TimeSpan age)
        => new(number, $"cart-rs{number}", Now - age, [$"registry.example/cart:{number}"], $"hash-{number}");
}
