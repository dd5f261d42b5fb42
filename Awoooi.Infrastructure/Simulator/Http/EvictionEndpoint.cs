using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Controllers;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>POST of an eviction: a deletion that asks the disruption budgets first.</summary>
internal static class EvictionEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path)
    {
        JsonObject? body;
        try
        {
            body = JsonNode.Parse(request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            body = null;
        }

        if (body is null)
        {
            return Refusals.BadRequest("the object provided is unrecognized (must be of type Eviction): couldn't get version/kind; json parse error: unexpected end of JSON input ()");
        }

        if (body.Text("apiVersion") == "policy/v1" && cluster.Version == KubernetesVersion.V1_20)
        {
            return Refusals.BadRequest(
                "Eviction in version \"v1\" cannot be handled as a Eviction: no kind \"Eviction\" is registered for version \"policy/v1\" in scheme \"k8s.io/kubernetes/pkg/api/legacyscheme/scheme.go:30\"");
        }

        if (body.Name().Length > 0 && body.Name() != path.Name)
        {
            return Refusals.BadRequest("name in URL does not match name in Eviction object");
        }

        var (fromQuery, badQuery) = WriteOptions.ReadDryRun(cluster, request.Parameter("dryRun") is { Length: > 0 } value ? [value] : [], "CreateOptions");
        var (options, badOptions) = DeleteOptions.FromBody(cluster, body.Map("deleteOptions"));
        if ((badQuery ?? badOptions) is { } refused)
        {
            return refused;
        }

        // Unlike DELETE, an eviction takes a dry run from either place.
        options = options! with { DryRun = options.DryRun || fromQuery };
        return cluster.Store.Find(Kinds.Pod, path.Namespace, path.Name!) is { } pod
            ? Evict(cluster, pod, options)
            : Refusals.NotFound(Kinds.Pod, path.Name!);
    }

    private static ApiAnswer Evict(SimulatedCluster cluster, JsonObject pod, DeleteOptions options)
    {
        var ignoresBudgets = pod.IsTerminating() || pod.Text("status", "phase") is "Pending" or "Succeeded" or "Failed";
        if (!ignoresBudgets && RefuseByBudget(cluster, pod, options.DryRun) is { } blocked)
        {
            return blocked;
        }

        // The budget is spent before the preconditions are looked at: a wrong uid costs a disruption all the same.
        if (options.RefuseFor(Kinds.Pod, pod) is { } mismatch)
        {
            return mismatch;
        }

        if (!options.DryRun)
        {
            var marked = pod.Copy();
            if (!ignoresBudgets)
            {
                Conditions.SetOnPod(marked, "DisruptionTarget", "True", "EvictionByEvictionAPI", "Eviction API: evicting", cluster.Now);
                marked = cluster.Store.Replace(Kinds.Pod, marked);
            }

            PodDeletion.Begin(cluster, marked, options.GracePeriodSeconds, dryRun: false);
        }

        var success = new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Success", ["code"] = 201 };
        return new ApiAnswer(201, success) { Mutated = !options.DryRun };
    }

    private static ApiAnswer? RefuseByBudget(SimulatedCluster cluster, JsonObject pod, bool dryRun)
    {
        List<JsonObject> budgets = [.. cluster.Store.All(Kinds.Budget, pod.Namespace()).Where(b => LabelSelector.FromSpec(b.At("spec", "selector")).Matches(pod))];
        if (budgets.Count > 1)
        {
            return Refusals.Status(500, null, "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }

        if (budgets.Count == 0)
        {
            return null;
        }

        var budget = budgets[0];
        var healthy = budget.Number("status", "currentHealthy") ?? 0;
        var desired = budget.Number("status", "desiredHealthy") ?? 0;
        if ((budget.Number("status", "observedGeneration") ?? 0) < budget.Generation())
        {
            var processing = TooMany($"The disruption budget {budget.Name()} is still being processed by the server.");
            if (cluster.Version == KubernetesVersion.V1_20)
            {
                return processing;
            }

            processing.Body!.Map("details")!["retryAfterSeconds"] = 10;
            return processing with { RetryAfterSeconds = 10 };
        }

        if (cluster.Version > KubernetesVersion.V1_20 && !pod.HasCondition("Ready") && healthy >= desired && desired > 0)
        {
            return null;
        }

        var allowed = budget.Number("status", "disruptionsAllowed") ?? 0;
        if (allowed <= 0)
        {
            return TooMany($"The disruption budget {budget.Name()} needs {desired} healthy pods and has {healthy} currently");
        }

        if (!dryRun)
        {
            DisruptionController.Spend(cluster, budget, pod, allowed - 1);
        }

        return null;
    }

    private static ApiAnswer TooMany(string why) => Refusals.Status(
        429,
        "TooManyRequests",
        "Cannot evict pod as it would violate the pod's disruption budget.",
        new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "DisruptionBudget", ["message"] = why }) });
}
