using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Autoscalers are stored as v2; v1 keeps one cpu target and hides the rest in annotations.</summary>
internal static class AutoscalerViews
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject VersionOne(KubernetesVersion version, JsonObject stored)
    {
        var o = stored.Copy();
        var spec = o.Make("spec");
        if (spec.Maps("metrics").FirstOrDefault(IsCpu) is { } cpu)
        {
            spec["targetCPUUtilizationPercentage"] = cpu.Number("resource", "target", "averageUtilization");
        }

        spec.Remove("metrics");
        spec.Remove("behavior");
        var status = o.Make("status");
        Hide(o, "autoscaling.alpha.kubernetes.io/conditions", status["conditions"]);
        if (version > KubernetesVersion.V1_20)
        {
            Hide(o, "autoscaling.alpha.kubernetes.io/current-metrics", status["currentMetrics"]);
        }

        if (status.Maps("currentMetrics").FirstOrDefault(IsCpu).Number("resource", "current", "averageUtilization") is { } percent)
        {
            status["currentCPUUtilizationPercentage"] = percent;
        }

        status.Remove("conditions");
        status.Remove("currentMetrics");
        return o;
    }

    /// <summary>What a v1 body means in the stored form.</summary>
    public static void FromVersionOne(JsonObject o)
    {
        var spec = o.Make("spec");
        if (spec.Number("targetCPUUtilizationPercentage") is { } percent)
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent } },
            });
        }

        spec.Remove("targetCPUUtilizationPercentage");
    }

    private static bool IsCpu(JsonObject metric) => metric.Text("resource", "name") == "cpu";

    private static void Hide(JsonObject o, string annotation, JsonNode? value)
    {
        if (value is not null)
        {
            o.Annotate(annotation, value.ToJsonString(Plain));
        }
    }
}
