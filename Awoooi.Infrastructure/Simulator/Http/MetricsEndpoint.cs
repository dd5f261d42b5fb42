using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>metrics.k8s.io: usage of running pods when a metrics server is there, the real server's text answers when not.</summary>
internal static class MetricsEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ResourcePath path)
    {
        switch (cluster.Metrics.State)
        {
            case MetricsState.Absent:
                return Refusals.UnknownPath();
            case MetricsState.Dead:
                return ApiAnswer.Text(503, "service unavailable\n");
        }

        if (path.Plural != "pods" || path.Version != "v1beta1")
        {
            return Refusals.UnknownResource();
        }

        List<JsonObject> items = [.. cluster.Store.All(Kinds.Pod, path.Namespace)
            .Where(pod => pod.Text("status", "phase") == "Running" && (path.Name is null || pod.Name() == path.Name))
            .Select(pod => Item(cluster, pod))];
        if (path.Name is null)
        {
            return new ApiAnswer(200, new JsonObject
            {
                ["kind"] = "PodMetricsList",
                ["apiVersion"] = "metrics.k8s.io/v1beta1",
                ["metadata"] = new JsonObject(),
                ["items"] = new JsonArray([.. items]),
            });
        }

        if (items.Count == 0)
        {
            return Refusals.NotFound(new ResourceKind("metrics.k8s.io", "v1beta1", "podmetrics", "PodMetrics", true), $"{path.Namespace}/{path.Name}");
        }

        items[0]["kind"] = "PodMetrics";
        items[0]["apiVersion"] = "metrics.k8s.io/v1beta1";
        return new ApiAnswer(200, items[0]);
    }

    private static JsonObject Item(SimulatedCluster cluster, JsonObject pod) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = pod.Name(),
            ["namespace"] = pod.Namespace(),
            ["creationTimestamp"] = cluster.Now.Rfc3339(),
            ["labels"] = pod.Labels()?.DeepClone(),
        },
        ["timestamp"] = cluster.Now.Rfc3339(),
        ["window"] = "15s",
        ["containers"] = new JsonArray([.. pod.Maps("spec", "containers").Select(container =>
        {
            var usage = cluster.Metrics.UsageOf(pod, container);
            return new JsonObject
            {
                ["name"] = container.Text("name"),
                ["usage"] = new JsonObject { ["cpu"] = usage.Cpu, ["memory"] = usage.Memory },
            };
        })]),
    };
}
