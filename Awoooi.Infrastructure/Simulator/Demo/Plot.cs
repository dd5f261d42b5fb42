using Awoooi.Infrastructure.Simulator.Demo.Troubles;

namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>What goes wrong in the demo, and in which order.</summary>
internal static class Plot
{
    private static readonly TimeSpan WaitingPatience = TimeSpan.FromMinutes(25);

    /// <summary>Already under way when the demo opens.</summary>
    public static IReadOnlyList<Trouble> Opening() =>
    [
        new CrashingPod("shop", "reviews", "INFO  reviews: loading 1 240 000 ratings", "ERROR reviews: rating 881 204 has no product", "FATAL reviews: cannot go on without it, exiting"),
        new CrashingPod("shop", "cart", "ERROR cart: session cache is corrupt at offset 5312", "FATAL cart: exiting") { Teller = StoryTeller.Grafana },
        new BadRelease("payments", "checkout", "INFO  checkout: starting", "FATAL checkout: unknown field 'currencyCode' in pricing answer") { Waits = true, Patience = WaitingPatience },
        new CrashingPod("payments", "fraud-check", "ERROR fraud-check: model file is truncated", "FATAL fraud-check: exiting") { Waits = true, Patience = WaitingPatience },
        new UnreadyService("payments", "payout") { Waits = true, Patience = WaitingPatience },
        new StarvedService("search", "suggest") { Waits = true, Patience = WaitingPatience },
        new HungryService("search", "indexer"),
    ];

    /// <summary>What comes after, again and again.</summary>
    public static IReadOnlyList<Trouble> Cycle(IReadOnlyList<Trouble> opening) =>
    [
        new CrashingPod("shop", "stock", "ERROR stock: lock file is older than 1 h", "FATAL stock: exiting"),
        new ReportedOnly("platform", "gateway", at => new StoryAlert(
            StoryTeller.Script, "SSLCertExpiringSoon", "warning", new Dictionary<string, string> { ["namespace"] = "platform", ["target_resource"] = "gateway.example", ["resource_type"] = "certificate" },
            "The certificate of gateway.example expires in 9 days") { StartsAt = at }),
        new CrashingPod("shop", "pricing", "ERROR pricing: price list 4711 has no end", "FATAL pricing: exiting") { Teller = StoryTeller.Grafana },
        new CrashingPod("platform", "feature-flags", "ERROR feature-flags: snapshot cannot be read", "FATAL feature-flags: exiting") { Waits = true, Patience = WaitingPatience },
        opening[6],
        new CrashingPod("shop", "catalogue", "ERROR catalogue: index is from the future", "FATAL catalogue: exiting"),
        new BadRelease("platform", "gateway", "INFO  gateway: reading routes", "FATAL gateway: route 17 names an upstream that does not exist") { Waits = true, Patience = WaitingPatience },
        new ReportedOnly("search", "query", at => new StoryAlert(
            StoryTeller.Alertmanager, "KubeHpaMaxedOut", "warning", new Dictionary<string, string> { ["namespace"] = "search", ["horizontalpodautoscaler"] = "query" },
            "HPA search/query has been running at max replicas for longer than 15 minutes") { StartsAt = at }),
        new CrashingPod("shop", "mail", "ERROR mail: spool has a hole", "FATAL mail: exiting"),
        opening[3],
        new UnreadyService("platform", "scheduler") { Waits = true, Patience = WaitingPatience },
        opening[0],
        opening[5],
        new HungryService("search", "crawler"),
        opening[1],
        opening[2],
        opening[4],
    ];
}
