using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Http;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Moves workloads to the size their load asks for, undoing whatever anybody else set.</summary>
internal sealed class AutoscalerController(SimulatedCluster cluster)
{
    private const double Tolerance = 0.1;

    private DateTimeOffset _next = DateTimeOffset.MinValue;

    public void Run()
    {
        if (cluster.Now < _next)
        {
            return;
        }

        _next = cluster.Now + cluster.Timings.AutoscalerPeriod;
        foreach (var scaler in cluster.Store.All(Kinds.Autoscaler))
        {
            Sync(scaler);
        }
    }

    private void Sync(JsonObject scaler)
    {
        var kind = scaler.Text("spec", "scaleTargetRef", "kind") == "StatefulSet" ? Kinds.StatefulSet : Kinds.Deployment;
        var after = scaler.Copy();
        if (cluster.Store.Find(kind, scaler.Namespace(), scaler.Text("spec", "scaleTargetRef", "name") ?? "") is not { } target)
        {
            Conditions.Set(after, "AbleToScale", "False", "FailedGetScale", "the HPA controller was unable to get the target's current scale", cluster.Now);
            cluster.Store.Replace(Kinds.Autoscaler, after);
            return;
        }

        Conditions.Set(after, "AbleToScale", "True", "SucceededGetScale", "the HPA controller was able to get the target's current scale", cluster.Now);
        after.Make("status")["currentReplicas"] = target.Number("status", "replicas") ?? 0;
        if (OutOfBounds(target, after) is { } bound)
        {
            after.Make("status")["desiredReplicas"] = bound.Limit;
            Resize(kind, target, after, bound.Limit, bound.Reason);
        }
        else if (cluster.Metrics.State == MetricsState.Serving)
        {
            Scale(kind, target, after);
        }
        else
        {
            Blind(after);
        }

        cluster.Store.Replace(Kinds.Autoscaler, after);
    }

    private void Scale(ResourceKind kind, JsonObject target, JsonObject scaler)
    {
        var minimum = (int)(scaler.Number("spec", "minReplicas") ?? 1);
        var maximum = (int)(scaler.Number("spec", "maxReplicas") ?? 1);
        var goal = (int)(scaler.Maps("spec", "metrics").Select(metric => metric.Number("resource", "target", "averageUtilization")).FirstOrDefault(percent => percent is not null) ?? 80);
        var selector = LabelSelector.FromSpec(target.At("spec", "selector"));
        List<JsonObject> pods = [.. cluster.Store.All(Kinds.Pod, target.Namespace()).Where(pod => selector.Matches(pod) && Pods.IsReady(pod))];
        var busy = pods.Count == 0 ? 0 : (int)pods.Average(cluster.Metrics.CpuPercentOf);
        var now = (int)(target.Number("spec", "replicas") ?? 0);
        var wished = now == 0 || pods.Count == 0 || Math.Abs(busy / (double)goal - 1) <= Tolerance ? now : (int)Math.Ceiling(pods.Count * busy / (double)goal);
        var wanted = Math.Clamp(wished, minimum, maximum);
        var status = scaler.Make("status");
        status["desiredReplicas"] = wanted;
        status["currentMetrics"] = new JsonArray(new JsonObject
        {
            ["type"] = "Resource",
            ["resource"] = new JsonObject { ["name"] = "cpu", ["current"] = new JsonObject { ["averageUtilization"] = busy, ["averageValue"] = $"{busy}m" } },
        });
        Conditions.Set(scaler, "ScalingActive", "True", "ValidMetricFound", "the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)", cluster.Now);
        Limited(scaler, wished, minimum, maximum);
        if (wanted != now && now != 0)
        {
            Resize(kind, target, scaler, wanted, wanted > now ? "cpu resource utilization (percentage of request) above target" : "All metrics below target");
        }
    }

    // The bounds hold without any metrics; only a target at zero is left alone.
    private static (int Limit, string Reason)? OutOfBounds(JsonObject target, JsonObject scaler)
    {
        var now = (int)(target.Number("spec", "replicas") ?? 1);
        var minimum = (int)(scaler.Number("spec", "minReplicas") ?? 1);
        var maximum = (int)(scaler.Number("spec", "maxReplicas") ?? 1);
        return now == 0 ? null
            : now > maximum ? (maximum, "Current number of replicas above Spec.MaxReplicas")
            : now < minimum ? (minimum, "Current number of replicas below Spec.MinReplicas")
            : null;
    }

    private void Resize(ResourceKind kind, JsonObject target, JsonObject scaler, int wanted, string why)
    {
        var resized = target.Copy();
        resized.Make("spec")["replicas"] = wanted;
        Generations.Bump(kind, target, resized);
        cluster.Store.Replace(kind, resized);
        scaler.Make("status")["lastScaleTime"] = cluster.Now.Rfc3339();
        cluster.Events.Record(Kinds.Autoscaler, scaler, "Normal", "SuccessfulRescale", $"New size: {wanted}; reason: {why}", "horizontal-pod-autoscaler");
    }

    private void Limited(JsonObject scaler, int wished, int minimum, int maximum)
    {
        var (status, reason, message) = wished > maximum
            ? ("True", "TooManyReplicas", "the desired replica count is more than the maximum replica count")
            : wished < minimum
                ? ("True", "TooFewReplicas", "the desired replica count is less than the minimum replica count")
                : ("False", "DesiredWithinRange", "the desired count is within the acceptable range");
        Conditions.Set(scaler, "ScalingLimited", status, reason, message, cluster.Now);
    }

    // Without metrics "desired 0" means unknown, not "scale to zero".
    private void Blind(JsonObject scaler)
    {
        var status = scaler.Make("status");
        status["desiredReplicas"] = 0;
        status["currentMetrics"] = new JsonArray(new JsonObject { ["type"] = "" });
        Conditions.Set(
            scaler,
            "ScalingActive",
            "False",
            "FailedGetResourceMetric",
            "the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: unable to fetch metrics from resource metrics API: the server could not find the requested resource (get pods.metrics.k8s.io)",
            cluster.Now);
    }
}
