using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Removes what has lost its owner, and finishes foreground deletions once the dependents are gone.</summary>
internal static class GarbageCollector
{
    public const string Foreground = "foregroundDeletion";

    private static readonly ResourceKind[] Owners = [Kinds.Deployment, Kinds.ReplicaSet, Kinds.StatefulSet, Kinds.DaemonSet];
    private static readonly ResourceKind[] Dependents = [Kinds.ReplicaSet, Kinds.Revision, Kinds.Pod];

    public static void Run(SimulatedCluster cluster)
    {
        var living = Owners.SelectMany(kind => cluster.Store.All(kind)).Where(owner => !owner.IsTerminating()).Select(owner => owner.Uid()).ToHashSet(StringComparer.Ordinal);
        foreach (var kind in Dependents)
        {
            foreach (var dependent in cluster.Store.All(kind).Where(o => o.ControllerOwner().Text("uid") is { } owner && !living.Contains(owner)))
            {
                if (kind == Kinds.Pod)
                {
                    if (!dependent.IsTerminating())
                    {
                        PodDeletion.Begin(cluster, dependent, null, dryRun: false);
                    }
                }
                else
                {
                    cluster.Store.Remove(kind, dependent);
                }
            }
        }

        foreach (var kind in Owners)
        {
            foreach (var owner in cluster.Store.All(kind).Where(o => o.IsTerminating() && !HasDependents(cluster, o)))
            {
                cluster.Store.Remove(kind, owner);
            }
        }
    }

    public static void Orphan(SimulatedCluster cluster, JsonObject owner)
    {
        foreach (var kind in Dependents)
        {
            foreach (var dependent in cluster.Store.All(kind, owner.Namespace()).Where(o => o.IsControlledBy(owner)))
            {
                var free = dependent.Copy();
                free.Make("metadata").Remove("ownerReferences");
                cluster.Store.Replace(kind, free);
            }
        }
    }

    private static bool HasDependents(SimulatedCluster cluster, JsonObject owner) =>
        Dependents.Any(kind => cluster.Store.All(kind, owner.Namespace()).Any(o => o.IsControlledBy(owner)));
}
