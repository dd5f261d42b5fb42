using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Phase, conditions and addresses of a pod, from its containers' states.</summary>
internal static class PodStatus
{
    public static void Conclude(JsonObject pod, DateTimeOffset now)
    {
        List<JsonObject> containers = [.. pod.Maps("status", "containerStatuses")];
        List<string> unready = [.. containers.Where(container => !container.Flag("ready")).Select(container => container.Text("name")!)];
        var everStarted = containers.Exists(container => container.Map("state", "running") is not null || container.Number("restartCount") > 0 || container.Map("lastState", "terminated") is not null);
        pod.Make("status")["phase"] = everStarted ? "Running" : "Pending";
        Conditions.SetOnPod(pod, "PodReadyToStartContainers", "True", null, null, now);
        Conditions.SetOnPod(pod, "Initialized", "True", null, null, now);
        foreach (var type in new[] { "Ready", "ContainersReady" })
        {
            if (unready.Count == 0)
            {
                Conditions.SetOnPod(pod, type, "True", null, null, now);
            }
            else
            {
                Conditions.SetOnPod(pod, type, "False", "ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]", now);
            }
        }
    }

    public static void GiveAddress(JsonObject pod)
    {
        var status = pod.Make("status");
        var host = 1 + NameSuffix.Of(pod.Text("spec", "nodeName") ?? "", 4).Sum(c => c) % 200;
        var own = 1 + NameSuffix.Of(pod.Uid(), 6).Sum(c => c) % 250;
        status["hostIP"] ??= $"192.0.2.{host}";
        status["podIP"] ??= $"198.51.100.{own}";
        status["podIPs"] ??= new JsonArray(new JsonObject { ["ip"] = status.Text("podIP") });
    }
}
