using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Empties and removes namespaces that were deleted.</summary>
internal static class NamespaceController
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var ns in cluster.Store.All(Kinds.Namespace).Where(ns => ns.IsTerminating()))
        {
            // A pass later than the deletion: until then others see the namespace Terminating.
            if (ns.Instant("metadata", "deletionTimestamp") >= cluster.Now.AddSeconds(-1))
            {
                continue;
            }

            foreach (var kind in cluster.ServedKinds.Where(kind => kind.Namespaced).DistinctBy(kind => kind.Storage))
            {
                foreach (var o in cluster.Store.All(kind, ns.Name()))
                {
                    cluster.Store.Remove(kind, o);
                }
            }

            cluster.Store.Remove(Kinds.Namespace, ns);
        }
    }
}
