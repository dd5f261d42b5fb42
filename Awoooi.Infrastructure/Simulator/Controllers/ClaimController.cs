using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Says once why a claim stays unbound: the simulated cluster has no volumes.</summary>
internal static class ClaimController
{
    public static void Run(SimulatedCluster cluster)
    {
        foreach (var claim in cluster.Store.All(Kinds.Claim).Where(claim => claim.Text("status", "phase") == "Pending"))
        {
            var reported = cluster.Store.All(Kinds.Event, claim.Namespace()).Any(e => e.Text("involvedObject", "uid") == claim.Uid());
            if (!reported)
            {
                cluster.Events.Record(
                    Kinds.Claim, claim, "Normal", "FailedBinding", "no persistent volumes available for this claim and no storage class is set", "persistentvolume-controller");
            }
        }
    }
}
