using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Runs the pods of all nodes: starts, crashes, back-offs, readiness, and the end of terminating pods.</summary>
internal sealed class Kubelet(SimulatedCluster cluster)
{
    // Back-off memory per container (pod uid / name); a real kubelet also keeps it to itself.
    private readonly Dictionary<string, DateTimeOffset> _restartAt = new(StringComparer.Ordinal);

    public void Run()
    {
        var pods = cluster.Store.All(Kinds.Pod);
        foreach (var pod in pods.Where(pod => pod.Text("spec", "nodeName") is { } node && !cluster.SilentNodes.ContainsKey(node)))
        {
            if (pod.IsTerminating())
            {
                Finish(pod);
            }
            else
            {
                Sync(pod);
            }
        }

        if (_restartAt.Count > 2 * pods.Count + 100)
        {
            var alive = pods.Select(pod => pod.Uid()).ToHashSet(StringComparer.Ordinal);
            foreach (var key in _restartAt.Keys.Where(key => !alive.Contains(key.Split('/')[0])).ToList())
            {
                _restartAt.Remove(key);
            }
        }
    }

    private void Finish(JsonObject pod)
    {
        var grace = TimeSpan.FromSeconds(Math.Max(0, pod.Number("metadata", "deletionGracePeriodSeconds") ?? 0));
        var ordered = pod.Instant("metadata", "deletionTimestamp")!.Value - grace;
        if (cluster.Now >= ordered + (cluster.Timings.Termination < grace ? cluster.Timings.Termination : grace))
        {
            cluster.Store.Remove(Kinds.Pod, pod);
        }
    }

    private void Sync(JsonObject pod)
    {
        var fault = cluster.Behaviours.FaultOf(cluster, pod) ?? MissingConfiguration(pod);
        if (fault is null && pod.HasCondition("Ready") && pod.Maps("status", "containerStatuses").All(container => container.Flag("ready")))
        {
            return;
        }

        var scheduled = pod.Condition("PodScheduled").Instant("lastTransitionTime") ?? pod.Created();
        var after = pod.Copy();
        var status = after.Make("status");
        status["startTime"] ??= cluster.Now.Rfc3339();
        PodStatus.GiveAddress(after);
        if (status["containerStatuses"] is not JsonArray)
        {
            status["containerStatuses"] = new JsonArray([.. pod.Maps("spec", "containers").Select(c => ContainerStates.Creating(c))]);
            PodStatus.Conclude(after, cluster.Now);
            cluster.Store.Replace(Kinds.Pod, after);
            return;
        }

        if (cluster.Now >= scheduled + cluster.Timings.Start)
        {
            // Only the first container is broken; sidecars live on.
            var first = true;
            foreach (var container in after.Maps("status", "containerStatuses").ToList())
            {
                Step(after, container, first ? fault : Blocking(fault));
                first = false;
            }
        }

        PodStatus.Conclude(after, cluster.Now);
        cluster.Store.Replace(Kinds.Pod, after);
    }

    private static PodFault? Blocking(PodFault? fault) => fault?.Kind == PodFaultKind.NeverStarts ? fault : null;

    private PodFault? MissingConfiguration(JsonObject pod)
    {
        foreach (var container in pod.Maps("spec", "containers"))
        {
            var references = container.Maps("envFrom").Concat(container.Maps("env").Select(env => env.Map("valueFrom")).OfType<JsonObject>()).ToList();
            foreach (var reference in references)
            {
                if ((reference.Text("configMapRef", "name") ?? reference.Text("configMapKeyRef", "name")) is { } map && cluster.Store.Find(Kinds.ConfigMap, pod.Namespace(), map) is null)
                {
                    return PodFault.MissingConfigMap(map);
                }

                if ((reference.Text("secretRef", "name") ?? reference.Text("secretKeyRef", "name")) is { } secret && cluster.Store.Find(Kinds.Secret, pod.Namespace(), secret) is null)
                {
                    return PodFault.MissingSecret(secret);
                }
            }
        }

        return null;
    }

    private void Step(JsonObject pod, JsonObject container, PodFault? fault)
    {
        switch (fault?.Kind)
        {
            case PodFaultKind.NeverStarts:
                break;
            case PodFaultKind.ImagePull when container.Map("state", "running") is null:
                Wait(pod, container, "ImagePullBackOff", $"Back-off pulling image \"{container.Text("image")}\"",
                    ("Failed", $"Failed to pull image \"{container.Text("image")}\": {fault.Message}"), ("BackOff", $"Back-off pulling image \"{container.Text("image")}\""));
                break;
            case PodFaultKind.MissingConfig when container.Map("state", "running") is null:
                Wait(pod, container, fault.Reason, fault.Message!, ("Failed", $"Error: {fault.Message}"));
                break;
            case PodFaultKind.Crash:
                Crash(pod, container, fault);
                break;
            default:
                RunWell(pod, container, fault);
                break;
        }
    }

    private void Wait(JsonObject pod, JsonObject container, string reason, string message, params (string Reason, string Message)[] events)
    {
        if (container.Text("state", "waiting", "reason") == reason)
        {
            return;
        }

        container["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = reason, ["message"] = message } };
        foreach (var (eventReason, eventMessage) in events)
        {
            Report(pod, container, "Warning", eventReason, eventMessage);
        }
    }

    private void RunWell(JsonObject pod, JsonObject container, PodFault? fault)
    {
        var key = Key(pod, container);
        if (container.Map("state", "running") is null)
        {
            if (_restartAt.TryGetValue(key, out var restart) && cluster.Now < restart)
            {
                return;
            }

            Start(pod, container, again: _restartAt.Remove(key));
        }

        var ready = fault?.Kind != PodFaultKind.NotReady;
        if (!ready && container.Flag("ready") | container.Number("restartCount") is not null)
        {
            Report(pod, container, "Warning", "Unhealthy", fault!.Message!, oncePerMinute: true);
        }

        container["ready"] = ready;
    }

    private void Crash(JsonObject pod, JsonObject container, PodFault fault)
    {
        var key = Key(pod, container);
        if (container.Instant("state", "running", "startedAt") is { } started)
        {
            if (cluster.Now < started + cluster.Timings.CrashAfter)
            {
                return;
            }

            var restarts = container.Number("restartCount") ?? 0;
            ContainerStates.Terminate(pod, container, fault, cluster.Now);
            Report(pod, container, "Warning", "BackOff",
                $"Back-off restarting failed container {container.Text("name")} in pod {pod.Name()}_{pod.Namespace()}({pod.Uid()})");
            _restartAt[key] = cluster.Now + BackOff(restarts);
            return;
        }

        if (!_restartAt.TryGetValue(key, out var restart))
        {
            Start(pod, container, again: false);
        }
        else if (cluster.Now >= restart)
        {
            Start(pod, container, again: true);
        }
    }

    private TimeSpan BackOff(long restarts)
    {
        var delay = cluster.Timings.FirstBackOff * Math.Pow(2, Math.Min(restarts, 10));
        return delay < cluster.Timings.LongestBackOff ? delay : cluster.Timings.LongestBackOff;
    }

    private void Start(JsonObject pod, JsonObject container, bool again)
    {
        Report(pod, container, "Normal", "Pulled", $"Container image \"{container.Text("image")}\" already present on machine");
        Report(pod, container, "Normal", "Started", $"Started container {container.Text("name")}");
        ContainerStates.Start(pod, container, again, cluster.Now);
    }

    private void Report(JsonObject pod, JsonObject container, string type, string reason, string message, bool oncePerMinute = false)
    {
        if (oncePerMinute && cluster.Store.All(Kinds.Event, pod.Namespace()).Any(e =>
            e.Text("involvedObject", "uid") == pod.Uid() && e.Text("reason") == reason && e.Instant("lastTimestamp") > cluster.Now.AddMinutes(-1)))
        {
            return;
        }

        cluster.Events.Record(Kinds.Pod, pod, type, reason, message, "kubelet", pod.Text("spec", "nodeName"), $"spec.containers{{{container.Text("name")}}}");
    }

    private static string Key(JsonObject pod, JsonObject container) => $"{pod.Uid()}/{container.Text("name")}";
}
