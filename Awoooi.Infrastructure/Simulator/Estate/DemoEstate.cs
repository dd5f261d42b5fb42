using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.Infrastructure.Simulator.Estate;

/// <summary>The estate of the demo: 25 services in four namespaces, all of them well; trouble comes with the story.</summary>
public static class DemoEstate
{
    public static void Furnish(SimulatedCluster cluster)
    {
        cluster.Metrics.State = MetricsState.Serving;
        new EstateBuilder(cluster)
            .Nodes(4, "8", "32Gi")
            .Namespace("payments", Payments)
            .Namespace("shop", Shop)
            .Namespace("search", Search)
            .Namespace("platform", Platform);
        cluster.Metrics.SetLoad("search", "query", cpuPercent: 96, memoryPercent: 71);
    }

    private static void Payments(NamespaceBuilder payments) => payments
        .Deployment("checkout", 3, Sized("150m", "128Mi", "256Mi"))
        .Deployment("ledger", 2, Sized("200m", "256Mi", "512Mi"))
        .Deployment("fraud-check", 2, Sized("300m", "512Mi", "1Gi"))
        .Deployment("payout", 1, Sized("100m", "128Mi", "256Mi"))
        .Deployment("invoices", 2, Sized("100m", "128Mi", "256Mi"))
        .StatefulSet("ledger-db", 2, Sized("500m", "1Gi", "2Gi"))
        .Budget("checkout", "checkout", "2")
        .Quota("payments", ("limits.memory", "16Gi"), ("pods", "40"));

    private static void Shop(NamespaceBuilder shop) => shop
        .Deployment("storefront", 4, Sized("200m", "128Mi", "256Mi"))
        .Deployment("cart", 3, Sized("100m", "64Mi", "128Mi"))
        .Deployment("catalogue", 3, Sized("150m", "256Mi", "512Mi"))
        .Deployment("pricing", 2, Sized("100m", "128Mi", "256Mi"))
        .Deployment("stock", 2, Sized("100m", "128Mi", "256Mi"))
        .Deployment("reviews", 2, Sized("100m", "128Mi", "256Mi"))
        .Deployment("mail", 2, Sized("50m", "64Mi", "128Mi"))
        .StatefulSet("basket-store", 3, Sized("200m", "512Mi", "1Gi"))
        .Autoscaler("storefront", "storefront", 3, 8)
        .Budget("cart", "cart", "2")
        .Service("storefront", "storefront");

    private static void Search(NamespaceBuilder search) => search
        .Deployment("query", 3, Sized("400m", "512Mi", "1Gi"))
        .Deployment("suggest", 2, shape => shape.Cpu("100m", "200m").Memory("128Mi", "256Mi"))
        .Deployment("indexer", 1, Sized("300m", "512Mi", "1Gi"))
        .Deployment("crawler", 1, Sized("200m", "256Mi", "512Mi"))
        .StatefulSet("index", 3, Sized("500m", "1Gi", "2Gi"))
        .Autoscaler("query", "query", 3, 3);

    private static void Platform(NamespaceBuilder platform) => platform
        .Deployment("identity", 2, shape => Sized("150m", "128Mi", "256Mi")(shape.Label("awoooi.io/protected", "true")))
        .Deployment("gateway", 3, Sized("200m", "128Mi", "256Mi"))
        .Deployment("scheduler", 1, Sized("50m", "64Mi", "128Mi"))
        .Deployment("feature-flags", 2, Sized("50m", "64Mi", "128Mi"))
        .StatefulSet("queue", 3, Sized("300m", "512Mi", "1Gi"))
        .DaemonSet("log-agent", Sized("50m", "64Mi", "128Mi"));

    private static Action<WorkloadBuilder> Sized(string cpu, string request, string limit) => workload => workload.Cpu(cpu).Memory(request, limit);
}
