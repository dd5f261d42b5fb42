namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>One pass of every controller, in the order in which their work flows.</summary>
internal sealed class ControllerManager(SimulatedCluster cluster)
{
    private readonly Kubelet _kubelet = new(cluster);
    private readonly AutoscalerController _autoscaler = new(cluster);

    public void Pass()
    {
        NamespaceController.Run(cluster);
        NodeController.Run(cluster);
        ClaimController.Run(cluster);
        DeploymentController.Run(cluster);
        ReplicaSetController.Run(cluster);
        StatefulSetController.Run(cluster);
        DaemonSetController.Run(cluster);
        GarbageCollector.Run(cluster);
        Scheduler.Run(cluster);
        _kubelet.Run();
        DisruptionController.Run(cluster);
        QuotaController.Run(cluster);
        _autoscaler.Run();
        cluster.Events.Expire();
    }
}
