using System.Globalization;
using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.Autonomy;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Incidents;
using Awoooi.Web.Components.Nexus;
using Awoooi.Web.Components.Shared;
using Awoooi.Web.Components.WarRoom;

namespace Awoooi.Web.Components.Dev;

/// <summary>One made-up evening: revision 42 of payment-api went wrong.</summary>
internal sealed class SampleStory(DateTimeOffset now)
{
    public static readonly string[] Areas = ["nexus", "card", "analysing", "empty", "states", "incident", "incidents"];

    public static readonly (string Name, string Note, string[] States)[] Groups =
    [
        ("Waiting", "counts as a pending decision", ["pending", "partially_signed"]),
        ("On its way", "signed, or low risk and automatic", ["approved", "executing", "verifying", "rolling_back"]),
        ("It ran", "how it ended", ["succeeded", "no_effect", "failed", "unknown", "rolled_back", "undo_failed"]),
        ("It did not run", "nothing was changed", ["rejected", "expired", "superseded", "changed", "withdrawn"]),
        ("Views", "the same request as others see it", ["blocked", "own", "signed"]),
    ];

    /// <summary>Every sample by its address below the gallery.</summary>
    public static IEnumerable<string> Paths
        => [.. Areas.Where(area => area != "card"), "nexus/quiet", "nexus/not-live", "card/signing", .. Groups.SelectMany(group => group.States).Select(state => $"card/{state}")];

    private static readonly double[] Rates = [95.2, 95.9, 95.4, 96.3, 96.1, 96.8, 96.2, 97.0, 97.3, 96.9, 97.6, 97.1, 97.5, 98.7];

    private static bool IsChinese => CultureInfo.CurrentUICulture.Name == Cultures.Chinese;

    public DateTimeOffset Now => now;

    public Approval Critical { get; } = WithOne(SampleApprovals.Rollback(231, "payments", "payment-api", 41, RiskLevel.Critical, now, SampleIncidents.Id(88)), now);

    public Approval High { get; } = SampleApprovals.Rollback(232, "shop", "checkout-web", 14, RiskLevel.High, now, SampleIncidents.Id(90)) with { ExpiresAt = now.AddSeconds(1597) };

    public Approval Medium { get; } = SampleApprovals.Scale(233, "shop", "cart-api", 3, 4, RiskLevel.Medium, now, SampleIncidents.Id(89)) with { ExpiresAt = now.AddMinutes(117) };

    public Incident Analysing { get; } = SampleIncidents.Of(91, "LatencyHigh", "media", "images", Priority.P2, now.AddSeconds(-24), "p95 of images is 2.4 s, usually 0.3 s") with { AnalysedAt = null };

    private Incident Payment { get; } = SampleIncidents.Of(88, "HighErrorRate", "payments", "payment-api", Priority.P1, now.AddMinutes(-5), "Errors of payment-api are at 6.8\u00a0%", 5) with
    {
        Verdict = SampleIncidents.Verdict("Revision 42 of payment-api broke refunds.", "payment-api 修訂版 42 使退款失敗。", 91, 4, "checkout-web", "orders-api", "ledger"),
        Evidence = SampleIncidents.Evidence(now.AddMinutes(-5)),
        Firing = 5,
    };

    private Incident Checkout { get; } = SampleIncidents.Of(90, "HighErrorRate", "shop", "checkout-web", Priority.P1, now.AddMinutes(-4), "Errors of checkout-web are at 3.1\u00a0%", 14) with
    {
        Verdict = SampleIncidents.Verdict("Errors began with revision 15. Traffic is as usual.", "錯誤始於修訂版 15，流量正常。", 84, 6),
    };

    private Incident Cart { get; } = SampleIncidents.Of(89, "CPUThrottlingHigh", "shop", "cart-api", Priority.P2, now.AddMinutes(-34), "cart-api is throttled", 2) with
    {
        Verdict = SampleIncidents.Verdict("All pods are at their CPU limit. Demand is higher than at this hour.", "所有 Pod 均達 CPU 上限，需求高於同時段。", 78, 1),
    };

    private IReadOnlyList<Approval> Today { get; } =
    [
        SampleApprovals.Restart(230, "shop", "notify", now) with { State = ApprovalState.Verifying, StateSince = now.AddMinutes(-1) },
        SampleApprovals.Restart(229, "shop", "search-indexer", now) with { State = ApprovalState.Succeeded, StateSince = now.AddMinutes(-12) },
        SampleApprovals.Scale(228, "shop", "checkout-web", 6, 9, RiskLevel.Low, now) with { State = ApprovalState.Succeeded, StateSince = now.AddMinutes(-43) },
        SampleApprovals.Restart(227, "shop", "email", now) with { State = ApprovalState.NoEffect, StateSince = now.AddMinutes(-70) },
        SampleApprovals.Scale(226, "media", "images", 2, 3, RiskLevel.Medium, now) with { State = ApprovalState.RolledBack, StateSince = now.AddMinutes(-90) },
        SampleApprovals.Rollback(225, "risk", "fraud", 18, RiskLevel.High, now) with { State = ApprovalState.Rejected, StateSince = now.AddMinutes(-120) },
        SampleApprovals.Scale(224, "shop", "catalog", 4, 6, RiskLevel.Medium, now) with { State = ApprovalState.Expired, StateSince = now.AddMinutes(-150) },
    ];

    public Board Board => new([Critical, High, Medium], 0, Today, [Analysing], null, Analysing, now, SampleApprovals.Me, now) { MaySign = true };

    public Board EmptyBoard => new([], 0, [.. Today.Skip(1)], [], null, null, now.AddSeconds(-12), SampleApprovals.Me, now);

    public NexusModel Nexus => new()
    {
        Index = new AutonomyIndex(new(312, 4), new(290, 7), [.. Rates.Select(rate => new AutonomyWindow((int)(rate * 10), 1000 - (int)(rate * 10)))]),
        Workloads = new WorkloadsSeen([.. new Samples(now).Orbs.Select(orb => new WorkloadReadiness(new(WorkloadKind.Deployment, "shop", orb.Name), orb.State switch { OrbState.Down => 0, OrbState.Slow => 2, _ => 3 }, 3))], 0, now, null),
        Counts = new IncidentCounts(4, 3, 8412, now) { Firing = 4 },
        First = [new(Critical, Payment), new(High, Checkout), new(Medium, Cart)],
        Waiting = 3,
        OldestSince = now.AddMinutes(-4),
        Handled = 1,
        NeedPeople = 3,
        Story = Thoughts,
    };

    public NexusModel QuietNexus => Nexus with
    {
        Workloads = Nexus.Workloads with { Workloads = [.. Nexus.Workloads.Workloads!.Select(workload => workload with { Ready = workload.Desired })] },
        Counts = new IncidentCounts(0, 0, 8412, now),
        First = [],
        Waiting = 0,
        OldestSince = null,
        Handled = 0,
        NeedPeople = 0,
        Story = [.. Thoughts.Skip(1)],
    };

    public IncidentDossier Dossier => new(Payment, Story, [Critical], [SampleIncidents.Of(61, "HighErrorRate", "payments", "payment-api", Priority.P2, now.AddDays(-9), "Errors of payment-api") with { Status = IncidentStatus.Resolved, ClosedBy = ClosedBy.Human }], "{ \"status\": \"firing\" }", true);

    public IncidentsModel IncidentList => new(
    [
        Analysing, Payment, Checkout, Cart,
        SampleIncidents.Of(87, "ProbeFailed", "shop", "notify", Priority.P2, now.AddMinutes(-6), "notify stopped answering"),
        Over(86, "KubePodCrashLooping", "search-indexer", "A search-indexer pod hung", ClosedBy.Ai, 3),
        Over(85, "CPUThrottlingHigh", "checkout-web", "CPU of checkout-web was at 94\u00a0%", ClosedBy.Ai, 8),
        Over(84, "QueueGrows", "email", "The email queue grew to 4,100", ClosedBy.Self, 11),
        Over(83, "LatencyHigh", "fraud", "fraud was slow after a model change", ClosedBy.Human, 41) with { AcknowledgedBy = "Chen Yu" },
    ], null, new Dictionary<Guid, Approval> { [Payment.Id] = Critical, [Checkout.Id] = High, [Cart.Id] = Medium, [SampleIncidents.Id(87)] = Today[0] }, 5);

    /// <summary>The card of APR-0231 in a state, by its wire name, or in one of the views.</summary>
    public CardModel Card(string name)
    {
        var plain = Critical with { Signatures = [], State = ApprovalState.Pending };
        var approval = name switch
        {
            "pending" => plain,
            "signing" => Critical,
            "blocked" => Critical with { PreFlight = SampleApprovals.Checks(now, red: true) },
            "own" => plain with { ProposedBy = SampleApprovals.Me, ProposedByName = "Kai Tan" },
            "signed" => plain with { State = ApprovalState.PartiallySigned, Signatures = [SampleApprovals.Signed(plain, now.AddMinutes(-1), mine: true)] },
            _ => In(Enum.GetValues<ApprovalState>().FirstOrDefault(state => WireNames.Of(state) == name, ApprovalState.PartiallySigned)),
        };
        var progress = new RunProgress { Before = new WorkloadSnapshot(4, 4, 57, 42, now.AddMinutes(-2)), HealthyAt = now.AddSeconds(-20), UndoReason = "1 of 4 pods is ready, 4 were before." };
        var execution = approval.State.IsRunning() ? new ExecutionView(Guid.Empty, approval.Id, now.AddMinutes(-1), null, progress, null, []) : null;
        return new CardModel(approval, Payment, SampleApprovals.Viewer(now), approval.State.IsWaiting() ? [SampleApprovals.Here(now)] : [], execution, now);
    }

    private Approval In(ApprovalState state) => state switch
    {
        ApprovalState.PartiallySigned => Critical,
        ApprovalState.Pending => Critical with { Signatures = [], State = state },
        ApprovalState.Approved => Both with { State = state, NotBefore = now.AddSeconds(5), StateSince = now },
        ApprovalState.Rejected => Critical with { State = state, StateReason = IsChinese ? "流量高峰，請於 16:00 後再試" : "Peak traffic, try after 16:00", Signatures = [SampleApprovals.Signed(Critical, now, decision: SignatureDecision.Reject)] },
        ApprovalState.Expired or ApprovalState.Withdrawn => Critical with { State = state, Signatures = [], StateSince = now },
        ApprovalState.Superseded => Critical with { State = state, SupersededBy = 235, Signatures = [] },
        ApprovalState.Changed => Critical with { State = state, Signatures = [.. Critical.Signatures.Select(signature => signature with { Voided = VoidReason.PlanChanged })] },
        _ => Both with { State = state, StateSince = now },
    };

    private Approval Both => Critical with { Authority = Authority.Quorum, Signatures = [.. Critical.Signatures, SampleApprovals.Signed(Critical, now.AddMinutes(-1), mine: true)] };

    private IReadOnlyList<Thought> Thoughts
        => [.. Story.Select((line, place) => new Thought($"{place}", line.At, ThoughtVerbs.Find(line.Verb), IsChinese ? line.Chinese : line.English))];

    private IReadOnlyList<TimelineLine> Story { get; } =
    [
        Line(now, 2, "waiting", "payment-api rolls back as soon as one more person signs.", "再有一人簽核，payment-api 即退回。"),
        Line(now, 35, "verified", "search-indexer pod ready for 60 s, alert clear. Closed without a person.", "search-indexer 已就緒 60 秒，告警解除，未經人工結案。"),
        Line(now, 113, "learned", "That restart held 21 times of 22. It stays automatic.", "此重啟 22 次中 21 次有效，維持自動。"),
        Line(now, 201, "linked", "5 alerts are one incident: payment-api after revision 42.", "5 筆告警屬於同一事件：payment-api 修訂版 42 之後。"),
        Line(now, 257, "proposed", "Roll back payment-api. 91\u00a0% from 4 facts.", "退回 payment-api。信心 91\u00a0%，依據 4 項證據。"),
        Line(now, 281, "guessed", "The new code, not load: traffic is normal.", "新程式所致，非負載：流量正常。"),
        Line(now, 302, "saw", "Errors of payment-api: 0.2\u00a0% to 6.8\u00a0%.", "payment-api 錯誤率：0.2\u00a0% 升至 6.8\u00a0%。"),
        Line(now, 2593, "acted", "Scaled checkout-web from 6 to 9. p95 back to 210 ms.", "checkout-web 由 6 擴至 9，p95 回到 210 毫秒。"),
    ];

    private static Approval WithOne(Approval approval, DateTimeOffset now)
        => approval with { State = ApprovalState.PartiallySigned, Signatures = [SampleApprovals.Signed(approval, now.AddMinutes(-2))] };

    private Incident Over(int number, string type, string name, string message, ClosedBy by, int minutes)
        => SampleIncidents.Of(number, type, "shop", name, Priority.P3, now.AddMinutes(-60 - minutes), message) with { Status = IncidentStatus.Resolved, ClosedBy = by, ResolvedAt = now.AddMinutes(-60), Firing = 0 };

    private static TimelineLine Line(DateTimeOffset now, int seconds, string verb, string english, string chinese) => new(SampleIncidents.Id(88), now.AddSeconds(-seconds), verb, english, chinese);
}
