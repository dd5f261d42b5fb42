using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;

namespace Awoooi.E2E;

/// <summary>A stage whose clocks run out soon, for repairs that do not end well.</summary>
public sealed class ImpatientStage : Stage
{
    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Awoooi:Automation:HealthyWithin"] = "00:00:15",
        ["Awoooi:Automation:AlertClearsWithin"] = "00:00:20",
        ["Awoooi:Automation:LookEvery"] = "00:00:02",
        ["Awoooi:Automation:StartWithin"] = "00:00:05",
        ["Awoooi:Cluster:Retries"] = "1",
        ["Awoooi:Cluster:LongestPause"] = "00:00:00",
    };

    protected override void Furnish(EstateBuilder estate) => estate
        .Namespace("shop", shop => shop
            .Deployment("search", 3, Limited)
            .Deployment("reviews", 3, Limited)
            .Deployment("coupons", 3, Limited)
            .Deployment("adverts", 3)
            .Deployment("basket", 3)
            .Deployment("gallery", 3)
            .Deployment("newsletter", 3)
            .Deployment("points", 3)
            .Deployment("orders", 3)
            .Budget("orders", "orders", "3"));

    protected override void Break(WorkloadBehaviours behaviours)
    {
        behaviours.ForWorkload("shop", "adverts", PodFault.Crash(), Healing.Never, pods: 1);
        foreach (var workload in new[] { "basket", "gallery", "newsletter", "points", "orders" })
        {
            behaviours.ForWorkload("shop", workload, PodFault.Crash(1, $"panic: {workload} lost its state"), Healing.WhenReplaced, pods: 1);
        }
    }

    private static void Limited(WorkloadBuilder shape) => shape.Cpu("100m", "200m").Memory("64Mi", "128Mi");
}

/// <summary>Journeys that share this stage.</summary>
[CollectionDefinition(Name)]
public sealed class ImpatientJourneys : ICollectionFixture<ImpatientStage>
{
    public const string Name = "impatient journeys";
}
