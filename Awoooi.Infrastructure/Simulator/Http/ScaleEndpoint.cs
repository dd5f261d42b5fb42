using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>The scale subresource: a small object of its own over the workload's replicas.</summary>
internal static class ScaleEndpoint
{
    private static readonly ResourceKind Scale = new("autoscaling", "v1", "scale", "Scale", true);

    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var found = cluster.Store.Find(kind, path.Namespace, path.Name!);
        if (request.Method == "GET")
        {
            return found is null ? Refusals.NotFound(kind, path.Name!) : new ApiAnswer(200, Show(found));
        }

        var (options, badOptions) = WriteOptions.Read(request, cluster, request.Method == "PUT" ? "UpdateOptions" : "PatchOptions");
        if (options is null)
        {
            return badOptions!;
        }

        JsonObject? wanted;
        ApiAnswer? refusal;
        if (request.Method == "PUT")
        {
            (wanted, _, refusal) = RequestBody.Decode(cluster, request, Scale, options.Strict);
        }
        else
        {
            (var patch, refusal) = PatchBody.Read(cluster.Version, request, kind);
            if (patch is not null && found is not null)
            {
                (wanted, _, refusal) = patch.Apply("Scale", Show(found), options.Strict);
            }
            else
            {
                wanted = null;
            }
        }

        if (refusal is not null)
        {
            return refusal;
        }

        return found is null ? Refusals.NotFound(kind, path.Name!) : Apply(cluster, kind, found, wanted!, options.DryRun);
    }

    public static JsonObject Show(JsonObject workload)
    {
        var spec = new JsonObject();
        spec.SetCounter("replicas", workload.Number("spec", "replicas") ?? 0);
        return new JsonObject
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = workload.Name(),
                ["namespace"] = workload.Namespace(),
                ["uid"] = workload.Uid(),
                ["resourceVersion"] = workload.Version(),
                ["creationTimestamp"] = workload.Text("metadata", "creationTimestamp"),
            },
            ["spec"] = spec,
            ["status"] = new JsonObject
            {
                ["replicas"] = workload.Number("status", "replicas") ?? 0,
                ["selector"] = LabelSelector.Describe(workload.At("spec", "selector")),
            },
        };
    }

    private static ApiAnswer Apply(SimulatedCluster cluster, ResourceKind kind, JsonObject found, JsonObject wanted, bool dryRun)
    {
        if (wanted.Text("metadata", "uid") is { Length: > 0 } uid && uid != found.Uid())
        {
            var scale = kind with { Plural = $"{kind.Plural}/scale" };
            return Refusals.Conflict(scale, found.Name(), $"Precondition failed: UID in precondition: {uid}, UID in object meta: {found.Uid()}");
        }

        if (wanted.Version() is { Length: > 0 } version && version != found.Version())
        {
            return Refusals.StaleVersion(kind, found.Name());
        }

        var replicas = wanted.Number("spec", "replicas") ?? 0;
        if (replicas < 0)
        {
            return Refusals.Invalid(Scale, found.Name(), [FieldError.Invalid("spec.replicas", ObjectMetadata.Decimal(replicas), "must be greater than or equal to 0")]);
        }

        var after = found.Copy();
        after.Make("spec")["replicas"] = replicas;
        var answer = ObjectWriter.Update(cluster, kind, found, after, dryRun, []);
        if (answer.Status != 200)
        {
            return answer;
        }

        return answer with { Body = Show(dryRun ? after : cluster.Store.Find(kind, found.Namespace(), found.Name())!) };
    }
}
