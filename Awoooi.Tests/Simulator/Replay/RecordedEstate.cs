using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>The cluster the recordings were made on, furnished again.</summary>
internal static class RecordedEstate
{
    public static void Furnish(SimulatedWorld world)
    {
        var broken = world.Cluster.Behaviours;
        broken.ForImage("registry.example/cart-crash:1.0", PodFault.Crash());
        broken.ForImage("registry.example/cart-oom:1.0", PodFault.OutOfMemory);
        broken.ForImage("registry.example/cart-badpull:1.0", PodFault.ImageMissing());
        broken.ForImage("registry.example/cart-unready:1.0", PodFault.NotReady);
        broken.ForImage("registry.example/cart-pending:1.0", PodFault.NeverStarts);
        world.Cluster.ServeRollouts();
        new EstateBuilder(world.Cluster)
            .Node("fake-node-1", "64", "256Gi")
            .Node("fake-node-2", "64", "256Gi")
            .Namespace("shop", Shop)
            .Namespace("budget", budget => budget
                .Quota("mem", ("limits.memory", "300Mi"), ("pods", "4"))
                .Deployment("cart", 2, cart => cart.Label("tier", "web").MemoryLimit("100Mi")))
            .Namespace("limits", limits => limits.LimitRange("range", "128Mi", "64Mi", "256Mi").Deployment("cart", 1, Web))
            .Namespace("guarded", guarded => guarded.Deployment("cart", 1, Web))
            .Namespace("closing");
    }

    public static void Cart(WorkloadBuilder cart) => cart
        .Label("tier", "web").Cpu("100m").Memory("64Mi", "128Mi").Env("MODE", "a").Container("logger", "registry.example/logger:1.0", "10m", "16Mi");

    private static void Shop(NamespaceBuilder shop)
    {
        shop.UnboundClaim("cart-data").Secret("cart-secret", ("token", "Zm9v"));
        shop.Deployment("cart", 3, Cart).Deployment("mail", 2, Web).Deployment("held", 2, Web);
        foreach (var name in new[] { "cart-badpull", "cart-crash", "cart-oom", "cart-pending", "cart-unready" })
        {
            shop.Deployment(name, 1, workload => Web(workload.ProgressDeadline(name is "cart-crash" or "cart-pending" ? 15 : 600)));
        }

        shop.Deployment("cart-huge", 1, huge => Web(huge.Image("registry.example/cart:1.0").Cpu("100")));
        shop.Deployment("cart-nocfg", 1, nocfg => Web(nocfg.EnvFromConfigMap("cart-config")));
        shop.Deployment("cart-pvc", 1, pvc => Web(pvc.Image("registry.example/cart:1.0").Claim("cart-data")));
        shop.StatefulSet("basket", 2).DaemonSet("agent").Autoscaler("mail", "mail", 2, 5);
    }

    private static void Web(WorkloadBuilder workload) => workload.Label("tier", "web");
}
