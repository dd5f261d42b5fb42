using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>What stands between a well-formed new object and the store.</summary>
internal static class Admission
{
    public static ApiAnswer? RefuseCreate(SimulatedCluster cluster, ResourceKind kind, JsonObject o)
    {
        if (kind.Namespaced)
        {
            var name = o.Namespace() ?? "";
            if (cluster.Store.Find(Kinds.Namespace, null, name) is not { } ns)
            {
                return Refusals.NotFound(Kinds.Namespace, name);
            }

            if (ns.IsTerminating())
            {
                return Terminating(kind, o.Name(), name);
            }
        }

        return cluster.Admission.Judge(cluster.Version, kind, o.Namespace(), o.Name());
    }

    private static ApiAnswer Terminating(ResourceKind kind, string name, string ns)
    {
        var answer = Refusals.Forbidden(kind, name, $"unable to create new content in namespace {ns} because it is being terminated");
        answer.Body!.Map("details")!["causes"] = new JsonArray(new JsonObject
        {
            ["reason"] = "NamespaceTerminating",
            ["message"] = $"namespace {ns} is being terminated",
            ["field"] = "metadata.namespace",
        });
        return answer;
    }
}
