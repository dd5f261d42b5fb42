using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Controllers;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>DELETE of one object: pods go gracefully, namespaces slowly, everything else at once or with its dependents.</summary>
internal static class DeleteEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var (options, refusal) = DeleteOptions.Read(cluster, request);
        if (options is null)
        {
            return refusal!;
        }

        if (cluster.Store.Find(kind, path.Namespace, path.Name!) is not { } found)
        {
            return Refusals.NotFound(kind, path.Name!);
        }

        if (options.RefuseFor(kind, found) is { } mismatch)
        {
            return mismatch;
        }

        return kind.Kind switch
        {
            "Pod" => Shown(cluster, kind, PodDeletion.Begin(cluster, found, options.GracePeriodSeconds, options.DryRun), options.DryRun),
            "Namespace" => DeleteNamespace(cluster, found, options.DryRun),
            _ when options.Propagation == "Foreground" && kind.IsWorkload => DeleteForeground(cluster, kind, found, options.DryRun),
            _ => DeleteNow(cluster, kind, found, options),
        };
    }

    private static ApiAnswer Shown(SimulatedCluster cluster, ResourceKind kind, JsonObject o, bool dryRun) =>
        new(200, ObjectView.Render(cluster, kind, o)) { Mutated = !dryRun };

    private static ApiAnswer DeleteNamespace(SimulatedCluster cluster, JsonObject found, bool dryRun)
    {
        var after = found.Copy();
        after.Make("metadata")["deletionTimestamp"] ??= cluster.Now.Rfc3339();
        after.Make("status")["phase"] = "Terminating";
        return Shown(cluster, Kinds.Namespace, dryRun ? after : cluster.Store.Replace(Kinds.Namespace, after), dryRun);
    }

    private static ApiAnswer DeleteForeground(SimulatedCluster cluster, ResourceKind kind, JsonObject found, bool dryRun)
    {
        var after = found.Copy();
        var metadata = after.Make("metadata");
        metadata["deletionTimestamp"] ??= cluster.Now.Rfc3339();
        metadata["deletionGracePeriodSeconds"] = 0;
        metadata["finalizers"] = new JsonArray(GarbageCollector.Foreground);
        metadata["generation"] = found.Generation() + 1;
        return Shown(cluster, kind, dryRun ? after : cluster.Store.Replace(kind, after), dryRun);
    }

    private static ApiAnswer DeleteNow(SimulatedCluster cluster, ResourceKind kind, JsonObject found, DeleteOptions options)
    {
        if (!options.DryRun)
        {
            if (options.Propagation == "Orphan")
            {
                GarbageCollector.Orphan(cluster, found);
            }

            cluster.Store.Remove(kind, found);
        }

        var details = Refusals.Details(found.Name(), kind.Group, kind.Plural);
        details["uid"] = found.Uid();
        return new ApiAnswer(200, new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Success",
            ["details"] = details,
        })
        {
            Mutated = !options.DryRun,
        };
    }
}
