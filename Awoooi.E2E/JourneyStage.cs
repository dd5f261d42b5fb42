using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.E2E;

/// <summary>An estate with a workload in trouble for each journey, so that journeys share one stage and never one workload.</summary>
public sealed class JourneyStage : Stage, IAsyncLifetime
{
    private const string Unbroken = "1.0";

    protected override IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Awoooi:Automation:AllowedNamespaces"] = "shop,mail,lab,monitoring",
    };

    /// <summary>The namespaces in which low risk runs alone.</summary>
    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var automation = Services.GetRequiredService<IAutomationStore>();
        foreach (var ns in new[] { "mail", "lab", "monitoring" })
        {
            await automation.SaveNamespaceAsync(new NamespaceRule(ns, AutonomyMode.Auto, Allowed: true, Operations: null, Critical: false, DryRun: false), "e2e", CancellationToken.None);
        }
    }

    protected override void Furnish(EstateBuilder estate) => estate
        .Namespace("shop", shop => shop
            .Deployment("checkout", 3, Image("checkout"))
            .Deployment("pricing", 3, Image("pricing"))
            .Deployment("catalogue", 2)
            .Deployment("cart", 3)
            .Deployment("search", 3)
            .Deployment("stock", 3)
            .Deployment("payout", 1)
            .Deployment("ledger", 1))
        .Namespace("mail", mail => mail.Deployment("sender", 3))
        .Namespace("lab", lab => lab
            .Deployment("web", 2)
            .Deployment("worker", 3)
            .Deployment("batch", 1))
        .Namespace("monitoring", monitoring => monitoring.Deployment("kube-state-metrics", 3).DaemonSet("node-exporter"))
        .Namespace("kube-system", system => system.Deployment("coredns", 3));

    protected override void Break(WorkloadBehaviours behaviours)
    {
        foreach (var (ns, workload) in new[]
        {
            ("shop", "cart"), ("shop", "search"), ("shop", "stock"), ("shop", "payout"), ("shop", "ledger"), ("mail", "sender"),
            ("lab", "worker"), ("lab", "batch"), ("monitoring", "kube-state-metrics"), ("kube-system", "coredns"),
        })
        {
            behaviours.ForWorkload(ns, workload, PodFault.Crash(1, $"panic: {workload} lost its state"), Healing.WhenReplaced, pods: 1);
        }

        foreach (var workload in new[] { "checkout", "pricing" })
        {
            behaviours.ForImage(BrokenImage(workload), PodFault.Crash(1, "FATAL: cannot read its own migration"));
        }
    }

    public static string BrokenImage(string workload) => $"registry.example/{workload}:2.0";

    private static Action<WorkloadBuilder> Image(string workload) => shape => shape.Image($"registry.example/{workload}:{Unbroken}");
}

/// <summary>Journeys that share a stage.</summary>
[CollectionDefinition(Name)]
public sealed class Journeys : ICollectionFixture<JourneyStage>
{
    public const string Name = "journeys";
}
