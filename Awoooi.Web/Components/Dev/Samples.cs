using Awoooi.Core.Plans;
using Awoooi.Web.Components.Shared;

namespace Awoooi.Web.Components.Dev;

/// <summary>Made-up values that show every state of the shared components.</summary>
internal sealed class Samples(DateTimeOffset now)
{
    private static readonly string[] Names =
    [
        "api-gateway", "auth-api", "billing", "cart-api", "catalog", "checkout-web", "cron", "email", "events", "fraud", "gateway-eu", "images", "inventory",
        "ledger", "notify", "orders-api", "orders-db", "payment-api", "profile", "queue", "redis", "reports", "search-indexer", "shipping", "tax",
    ];

    public DateTimeOffset Now => now;

    public IReadOnlyList<double?> Index { get; } = [95.2, 95.9, 95.4, 96.3, 96.1, 96.8, null, 97.0, 97.3, 96.9, 97.6, 97.1, 97.5, 98.7];

    public IReadOnlyList<ServiceOrb> Orbs { get; } = [.. Names.Select((name, at) => name switch
    {
        "checkout-web" => new ServiceOrb(name, OrbState.Slow, "1.2 s"),
        "payment-api" => new ServiceOrb(name, OrbState.Down, "6.8\u00a0%", New: true),
        "notify" => new ServiceOrb(name, OrbState.Working, "14:24"),
        "reports" => new ServiceOrb(name, OrbState.Planned, "14:50"),
        "tax" => new ServiceOrb(name, OrbState.NoData, "–"),
        _ => new ServiceOrb(name, OrbState.Ok, $"{20 + (at * 37 % 150)} ms"),
    })];

    public IReadOnlyList<Thought> Thoughts { get; } =
    [
        new("1", now.AddSeconds(-2), ThoughtVerb.Waiting, "payment-api rolls back as soon as one more person signs."),
        new("2", now.AddSeconds(-35), ThoughtVerb.Verified, "search-indexer pod ready for 60 s, alert clear. Closed without a person."),
        new("3", now.AddMinutes(-2), ThoughtVerb.Learned, "That restart held 21 times of 22. It stays automatic."),
        new("4", now.AddMinutes(-3), ThoughtVerb.Linked, "5 alerts are one incident: payment-api after revision 42."),
    ];

    public IReadOnlyList<(RiskLevel Risk, string Title, string Line, int Given, int Needed, int Minutes)> Decisions { get; } =
    [
        (RiskLevel.Critical, "Roll back payment-api to revision 41", "No downtime expected, 3 services, 1,900 users a minute.", 1, 2, 26),
        (RiskLevel.High, "Roll back checkout-web to v2.14.3", "Errors began with v2.14.4. Seen 14 times, grouped.", 0, 1, 2),
        (RiskLevel.Medium, "Raise memory of cart-api from 512 to 768 MiB", "Out of memory twice since 13:50. Undo: previous limit.", 0, 1, 117),
    ];

    public IReadOnlyList<SignatureEntry> Signatures { get; } =
    [
        new("LW", "Lin Wei", "SRE on call · passkey", SignatureMark.Given, now.AddMinutes(-3)),
        new("CY", "Chen Yu", "Commander", SignatureMark.Rejected, now.AddMinutes(-1)),
        new("KT", "You", "Commander", SignatureMark.Needed),
    ];

    public IReadOnlyList<Step> Steps { get; } =
    [
        new("Roll back to revision 41, image 5.3.0, one pod at a time", Command: "kubectl -n payments rollout undo \\\n  deployment/payment-api --to-revision=41", Note: "Shown for reading. AWOOOI sends a typed call, never a command line.", State: StepState.Done),
        new("Ready and stable for 60 s within 5 min, errors under 1 %.", "Verify.", State: StepState.Running),
        new("If worse than before: forward to revision 42, once.", "Undo."),
        new("A step that failed", State: StepState.Failed),
        new("A step that was undone", State: StepState.Undone),
    ];

    public IReadOnlyList<CheckLine> Checks { get; } =
    [
        new("Target and version pinned", CheckState.Passed, "generation 57", now.AddSeconds(-14)),
        new("checkout-web has an incident too", CheckState.Warning, "INC-90", now.AddSeconds(-14)),
        new("Quota leaves room", CheckState.Blocked, "128 of 256 MiB", now.AddSeconds(-9)),
        new("Autoscaler would not undo it", CheckState.Unknown, "no answer", now.AddMinutes(-2)),
        new("Server dry run", CheckState.Running),
    ];
}
