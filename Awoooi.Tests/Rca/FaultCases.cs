using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Rca;

/// <summary>Faults and what a careful engineer would say and do about each.</summary>
public sealed record FaultCase(string Name, Func<FaultScenario> Build, string Cause, Operation Operation = Operation.Manual, string? Pod = null);

internal static class FaultCases
{
    private const string Bad = "cart-rs4-bad";
    private const string New = "cart-rs5-bad";
    private static readonly TimeSpan Lately = TimeSpan.FromMinutes(20);

    public static IEnumerable<FaultCase> All => Crashes.Concat(Images).Concat(Places).Concat(Readiness).Concat(Load).Concat(Others).Concat(Signals).Concat(Nothing);

    private static FaultScenario Two(string category, string type = "SomethingWrong") => new FaultScenario(category, type).Runs(ready: 2).ReadyPods(2);

    private static FaultScenario Down(string category) => new FaultScenario(category).Runs(desired: 1, ready: 0);

    private static IEnumerable<FaultCase> Crashes =>
    [
        new("out of memory", () => Two("oom").Pod("bad", c => c.Oom()), "oom-killed"),
        new("out of memory behind a crash-loop alert", () => Two("crashloop").Pod("bad", c => c.Oom()), "oom-killed"),
        new("out of memory since a rollout", () => Two("crashloop").RolledOut(Lately).Pod("bad", c => c.Oom(), revision: 5), "oom-killed", Operation.Rollback),
        new("killed with 137 but not for memory, once per pod", () => Two("crashloop").Pod("bad", c => c.Crash(137)), "crashloop-no-rollout", Operation.RestartPod, Bad),
        new("crash since a rollout", () => Two("crashloop").RolledOut(Lately).Pod("bad", c => c.Crash(1), revision: 5), "crashloop-after-rollout", Operation.Rollback),
        new("crash long after a rollout", () => Two("crashloop").RolledOut(TimeSpan.FromHours(20)).Pod("bad", c => c.Crash(1), revision: 5), "crashloop-no-rollout", Operation.RestartPod, New),
        new("crash that began before the rollout", () => Two("crashloop").RolledOut(Lately).AlertBegan(300).Pod("bad", c => c.Crash(1), revision: 5), "crashloop-no-rollout"),
        new("crash of a pod of the old revision", () => Two("crashloop").RolledOut(Lately).Pod("bad", c => c.Crash(1)), "crashloop-no-rollout"),
        new("crash after a restart of the same program", () => Two("crashloop").RolledOut(Lately, sameProgram: true).Pod("bad", c => c.Crash(1), revision: 5), "crashloop-no-rollout", Operation.RestartPod, New),
        new("crash of one pod without a rollout", () => Two("crashloop").Pod("bad", c => c.Crash(1)), "crashloop-no-rollout", Operation.RestartPod, Bad),
        new("crash of the only replica", () => Down("crashloop").Pod("bad", c => c.Crash(1)), "crashloop-no-rollout", Operation.RestartPod, Bad),
        new("crash of every replica", () => new FaultScenario("crashloop").Runs(desired: 2, ready: 0).Pod("b1", c => c.Crash(1)).Pod("b2", c => c.Crash(1)), "crashloop-no-rollout"),
        new("crash of two replicas of three", () => new FaultScenario("crashloop").Runs(ready: 1).ReadyPods(1).Pod("b1", c => c.Crash(1)).Pod("b2", c => c.Crash(1)), "crashloop-no-rollout"),
        new("first rollout crashes", () => Down("crashloop").But(w => w with { Revisions = [w.Revisions[0] with { CreatedAt = FaultScenario.Now.AddMinutes(-15) }] }).Pod("bad", c => c.Crash(2)), "crashloop-after-rollout"),
        new("caught running between two crashes", () => Two("crashloop").Pod("bad", c => c.Crash(1) with { WaitingReason = null, RunningSince = FaultScenario.Now.AddSeconds(-20) }), "crashloop-no-rollout", Operation.RestartPod, Bad),
        new("command not found", () => Two("crashloop").Pod("bad", c => c.Waiting("RunContainerError", "exec: \"/srv/carrt\": no such file or directory: unknown")), "bad-command"),
        new("command not found since a rollout", () => Two("crashloop").RolledOut(Lately).Pod("bad", c => c.Crash(127), revision: 5), "bad-command", Operation.Rollback),
        new("wrong platform in the log", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("exec /srv/cart: exec format error"), "bad-command"),
        new("init container fails", () => Two("pod-not-ready").Pod("bad", c => c.Crash(1) with { Init = true }), "init-container-failing"),
        new("liveness kills a slow start", () => Two("crashloop").Pod("bad", c => c.Crash(137)).Event("Unhealthy", "Liveness probe failed: connection refused"), "liveness-killing-slow-start"),
        new("one replica of a StatefulSet crashes", () => new FaultScenario("crashloop").Runs(WorkloadKind.StatefulSet, ready: 2).ReadyPods(2).Pod("bad", c => c.Crash(1)), "statefulset-one-pod"),
        new("a DaemonSet crashes on one node", () => new FaultScenario("crashloop").Runs(WorkloadKind.DaemonSet, ready: 2).ReadyPods(2).Pod("bad", c => c.Crash(1)), "daemonset-one-node"),
        new("protected workload crashes", () => Two("crashloop").But(w => w with { Protected = true }).Pod("bad", c => c.Crash(1)), "protected"),
        new("GitOps-owned workload crashes since a rollout", () => Two("crashloop").RolledOut(Lately).But(w => w with { GitOpsOwner = "Flux" }).Pod("bad", c => c.Crash(1), revision: 5), "gitops-owned"),
        new("GitOps-owned workload with one crashing pod", () => Two("crashloop").But(w => w with { GitOpsOwner = "Flux" }).Pod("bad", c => c.Crash(1)), "crashloop-no-rollout", Operation.RestartPod, Bad),
    ];

    private static IEnumerable<FaultCase> Images =>
    [
        new("tag does not exist", () => Two("image-pull").Pod("bad", c => c.Pull("ErrImagePull", "rpc error: registry.example/cart:4: not found")), "bad-image-tag"),
        new("tag does not exist since a rollout", () => Two("image-pull").RolledOut(Lately).Pod("bad", c => c.Pull("ImagePullBackOff", "Back-off pulling image"), revision: 5).Event("Failed", "Failed to pull image: manifest unknown"), "bad-image-tag", Operation.Rollback),
        new("registry wants credentials", () => Two("image-pull").Pod("bad", c => c.Pull("ErrImagePull", "pull access denied, repository does not exist or may require authorization")), "image-registry-auth"),
        new("registry is down", () => Two("image-pull").Pod("bad", c => c.Pull("ErrImagePull", "dial tcp: lookup registry.example: no such host")), "image-registry-down"),
        new("registry limits the rate", () => Two("image-pull").Pod("bad", c => c.Pull("ErrImagePull", "toomanyrequests: limit reached")), "image-registry-down"),
        new("ConfigMap missing", () => Two("pod-not-ready").Pod("bad", c => c.Waiting("CreateContainerConfigError", "configmap \"cart-config\" not found")), "missing-configmap"),
        new("key of a Secret missing", () => Two("pod-not-ready").Pod("bad", c => c.Waiting("CreateContainerConfigError", "couldn't find key dsn in Secret shop/cart-db")), "missing-secret"),
        new("Secret volume missing", () => Two("pod-not-ready").Pod("bad", c => c.Waiting("ContainerCreating")).Event("FailedMount", "MountVolume.SetUp failed for volume \"v\" : secret \"cart-tls\" not found"), "missing-secret"),
        new("setting missing", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("fatal: environment variable CART_DSN is not set"), "missing-configmap"),
    ];

    private static IEnumerable<FaultCase> Places =>
    [
        new("no CPU", () => Two("pod-not-ready").Pod("bad", but: p => p.Unplaced("0/3 nodes are available: 1 node(s) had untolerated taint {x: }, 2 Insufficient cpu. preemption: 0/3 nodes")), "unschedulable-cpu"),
        new("no memory", () => Two("pod-not-ready").Pod("bad", but: p => p.Unplaced("0/3 nodes are available: 1 Insufficient cpu, 3 Insufficient memory.")), "unschedulable-memory"),
        new("taints", () => Two("pod-not-ready").Pod("bad", but: p => p.Unplaced("0/3 nodes are available: 3 node(s) had untolerated taint {gpu: true}.")), "unschedulable-taint"),
        new("volume", () => Two("pod-not-ready").Pod("bad", but: p => p.Unplaced("0/2 nodes are available: pod has unbound immediate PersistentVolumeClaims. not found")).Claim("Pending"), "unschedulable-pvc"),
        new("claim pending", () => new FaultScenario("storage", target: "cart-data").Claim("Pending"), "pvc-pending"),
        new("volume full", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("write /data: no space left on device").Claim("Bound"), "pvc-full"),
        new("disk full", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("write /tmp/x: no space left on device"), "disk-full"),
        new("quota", () => Two("replica-mismatch").But(w => w with { ReplicaFailure = "pods \"cart-x\" is forbidden: exceeded quota: mem" }), "quota-exceeded"),
        new("preempted", () => Two("replica-mismatch").Pod("bad", but: p => p with { Phase = "Failed", Reason = "Preempting" }), "eviction-by-preemption"),
        new("node silent", () => Two("pod-not-ready").Pod("bad").Node(ready: null), "node-not-ready"),
        new("node without memory", () => Two("pod-not-ready").Pod("bad").Node(true, "MemoryPressure"), "node-pressure"),
    ];

    private static IEnumerable<FaultCase> Readiness =>
    [
        new("one pod hangs", () => Two("pod-not-ready").Pod("bad").Event("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503"), "probe-failing", Operation.RestartPod, Bad),
        new("all pods hang", () => new FaultScenario("pod-not-ready").Runs(desired: 2, ready: 0).Pod("b1").Pod("b2"), "probe-failing", Operation.RestartDeployment),
        new("one pod of a StatefulSet hangs", () => new FaultScenario("pod-not-ready").Runs(WorkloadKind.StatefulSet, ready: 2).ReadyPods(2).Pod("bad"), "statefulset-one-pod", Operation.RestartPod, Bad),
        new("a DaemonSet hangs on one node", () => new FaultScenario("pod-not-ready").Runs(WorkloadKind.DaemonSet, ready: 2).ReadyPods(2).Pod("bad"), "daemonset-one-node", Operation.RestartPod, Bad),
        new("rollout stuck", () => Two("rollout").RolledOut(Lately).But(w => w with { RolloutStuck = true }).Pod("bad", revision: 5), "rollout-stuck", Operation.Rollback),
        new("rollout stuck without a reason", () => Two("rollout").But(w => w with { RolloutStuck = true }), "rollout-stuck"),
        new("rollout paused", () => Two("rollout").But(w => w with { Paused = true, UpdatedReplicas = 1 }), "paused-deployment"),
        new("just starting with a failing probe", () => Two("pod-not-ready").Pod("bad", c => c with { RunningSince = FaultScenario.Now.AddMinutes(-1) }).Event("Unhealthy", "Startup probe failed: timeout"), "probe-failing"),
    ];

    private static IEnumerable<FaultCase> Load =>
    [
        new("CPU limit reached", () => Busy(("throttle_percent", 85)).ReadyPods(3), "cpu-throttling", Operation.ScaleUp),
        new("CPU limit reached and probes time out", () => Busy(("cpu_percent", 95)).Runs(ready: 2, but: Limited).ReadyPods(2).Pod("bad").Event("Unhealthy", "Readiness probe failed: context deadline exceeded"), "cpu-throttling", Operation.ScaleUp),
        new("CPU limit reached at the ceiling", () => Busy(("cpu_percent", 95)).Runs(desired: 10, ready: 10, but: Limited).ReadyPods(10), "not-enough-evidence"),
        new("autoscaler at its maximum", () => Busy(("cpu_percent", 95)).But(w => w with { Autoscaler = new AutoscalerFacts("cart", 2, 3, 3, 3, true) }).ReadyPods(3), "hpa-at-max"),
        new("autoscaler without metrics", () => Busy(("cpu_percent", 95)).But(w => w with { Autoscaler = new AutoscalerFacts("cart", 2, 3, 3, 0, false) }).ReadyPods(3), "not-enough-evidence"),
        new("errors since a rollout", () => new FaultScenario("error-rate").Runs().RolledOut(Lately).ReadyPods(3, 5), "deploy-error-rate", Operation.Rollback),
        new("errors without a rollout", () => new FaultScenario("error-rate").Runs().ReadyPods(3), "not-enough-evidence"),
        new("slow without a reason", () => new FaultScenario("latency").Runs().ReadyPods(3), "latency-load"),
        new("memory grows", () => new FaultScenario("memory", metrics: ("memory_percent", 93)).Runs().ReadyPods(3), "memory-leak"),
    ];

    private static IEnumerable<FaultCase> Others =>
    [
        new("dependency refuses", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("dial tcp 198.51.100.7:5432: connect: connection refused"), "dependency-down"),
        new("dependency refuses a hanging pod", () => Two("pod-not-ready").Pod("bad").Log("Error: connect ECONNREFUSED 198.51.100.9:6379"), "dependency-down"),
        new("name cannot be resolved", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("dial tcp: lookup cart-db on 198.51.100.53:53: no such host"), "dns"),
        new("database full of connections", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("FATAL: sorry, too many clients already"), "db-connections"),
        new("certificate expired", () => Down("crashloop").Pod("bad", c => c.Crash(1)).Log("x509: certificate has expired or is not yet valid"), "certificate-expiring"),
        new("job failed", () => new FaultScenario("job-failed").Runs(WorkloadKind.Job, desired: 1, ready: 0).Pod("bad", c => c.Crash(3) with { WaitingReason = null }, but: p => p with { Phase = "Failed" }), "job-failed"),
    ];

    private static IEnumerable<FaultCase> Signals =>
    [
        new("certificate alert", () => new FaultScenario("cert"), "certificate-expiring"),
        new("database down", () => new FaultScenario("db-down").Runs(WorkloadKind.StatefulSet, desired: 1, ready: 0).Pod("bad", c => c.Crash(1)), "db-down"),
        new("connections used up", () => new FaultScenario("db-connections"), "db-connections"),
        new("cache down", () => new FaultScenario("cache-down").Runs(desired: 1, ready: 0).Pod("bad"), "cache-down"),
        new("cache memory", () => new FaultScenario("cache-memory"), "cache-memory"),
        new("disk alert", () => new FaultScenario("disk"), "disk-full"),
        new("exporter down", () => new FaultScenario("monitoring-self"), "exporter-down"),
        new("monitoring blind", () => Two("monitoring-blind").Pod("bad", c => c.Crash(1)), "exporter-down"),
        new("clock", () => new FaultScenario("time-skew"), "time-skew"),
        new("heartbeat", () => new FaultScenario("watchdog"), "watchdog"),
        new("queue", () => new FaultScenario("queue-backlog"), "queue-backlog"),
        new("pipeline", () => new FaultScenario("pipeline"), "pipeline"),
        new("node reported down", () => new FaultScenario("node-down"), "node-not-ready"),
    ];

    private static IEnumerable<FaultCase> Nothing =>
    [
        new("recovered", () => new FaultScenario("crashloop").Runs().ReadyPods(3), "self-healed"),
        new("recovered from lack of memory", () => new FaultScenario("oom").Runs().ReadyPods(2).Pod("was", c => c.Recovered("OOMKilled", 40), ready: true), "self-healed"),
        new("ready for a moment only", () => new FaultScenario("oom").Runs().ReadyPods(2).Pod("was", c => c.Recovered("OOMKilled", 2), ready: true), "oom-killed"),
        new("flapping", () => new FaultScenario("oom").Runs().ReadyPods(2).Pod("was", c => c.Recovered("OOMKilled", 40, restarts: 6), ready: true), "oom-killed"),
        new("named pod gone, workload well", () => new FaultScenario("crashloop", target: "cart-rs4-gone").Runs().ReadyPods(3).TargetGone(), "self-healed"),
        new("target does not exist", () => new FaultScenario("crashloop", target: "carrt").TargetGone(), "not-enough-evidence"),
        new("recovered but pods unknown", () => new FaultScenario("crashloop").Runs().Unread("pods", essential: true), "not-enough-evidence"),
        new("unknown alert on a healthy workload", () => new FaultScenario("unknown").Runs().ReadyPods(3), "not-enough-evidence"),
        new("no workload at all", () => new FaultScenario("app-error"), "not-enough-evidence"),
        new("crash but events unknown", () => Two("crashloop").Pod("bad", c => c.Crash(1)).Unread("events", essential: true), "crashloop-no-rollout"),
        new("scaled to zero", () => new FaultScenario("replica-mismatch").Runs(desired: 0, ready: 0), "not-enough-evidence"),
    ];

    private static FaultScenario Busy(params (string Name, double Value)[] metrics) => new FaultScenario("cpu", metrics: metrics).Runs(but: Limited);

    private static WorkloadFacts Limited(WorkloadFacts workload) => workload with { Containers = [workload.Containers[0] with { CpuLimit = 500 }] };
}
