using System.Security.Claims;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.Health;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Terminal;
using Awoooi.Core.Work;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Incidents;
using Awoooi.Web.Components.Palette;
using Awoooi.Web.Components.Terminal;
using Awoooi.Web.Components.WarRoom;
using Awoooi.Web.Security;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Components.WarRoom;

/// <summary>A War Room with stores in memory and one person at the screen.</summary>
public abstract class WarRoomContext : FaceContext
{
    private protected WarRoomContext(string culture = Cultures.English)
        : base(culture, services => services
            .AddSingleton<FakeApprovals>().AddSingleton<IApprovalStore>(provider => provider.GetRequiredService<FakeApprovals>())
            .AddSingleton<FakeIncidents>().AddSingleton<IIncidentStore>(provider => provider.GetRequiredService<FakeIncidents>())
            .AddSingleton<FakeActors>().AddSingleton<IActors>(provider => provider.GetRequiredService<FakeActors>())
            .AddSingleton<FakePreFlight>().AddSingleton<IPreFlight>(provider => provider.GetRequiredService<FakePreFlight>())
            .AddSingleton<FakeExecutions>().AddSingleton<IExecutions>(provider => provider.GetRequiredService<FakeExecutions>())
            .AddSingleton<FakeWorkQueue>().AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<FakeWorkQueue>())
            .AddSingleton<IPeople, FakePeople>()
            .AddSingleton(new ApprovalRules())
            .AddSingleton<IAlertChainReader>(new FakeAlertChain()).AddTerminal().AddScoped<TerminalSession>().AddScoped<PaletteSearch>()
            .AddOptions<AutomationOptions>().Services
            .AddScoped<ActingPerson>().AddScoped<IncidentActs>())
    {
        Authorization.SetClaims([.. PersonClaims.OfSession(Guid.CreateVersion7(Clock.GetUtcNow())).Claims]);
        As(Roles.Sre);
    }

    private protected FakeApprovals Approvals => Services.GetRequiredService<FakeApprovals>();

    private protected FakeIncidents Incidents => Services.GetRequiredService<FakeIncidents>();

    private protected FakeActors Actors => Services.GetRequiredService<FakeActors>();

    private protected FakeExecutions Executions => Services.GetRequiredService<FakeExecutions>();

    private protected AutomationOptions Automation => Services.GetRequiredService<Microsoft.Extensions.Options.IOptions<AutomationOptions>>().Value;

    private protected static Guid Me { get; } = new("018f0000-0000-7000-8000-00000000000a");

    /// <summary>Who sits at the screen from now on.</summary>
    private protected void As(Roles roles, bool steppedUp = false) => Actors.Now = new Actor
    {
        PersonId = Me,
        Name = "Kei Tanaka",
        Roles = roles,
        Via = ActorVia.Browser,
        Scopes = Scopes.Read | Scopes.Terminal | Scopes.Sign,
        StepUpAt = steppedUp ? Clock.GetUtcNow() : null,
        Standing = new AccountStanding(new AccountChange(AccountEvent.Created, Clock.GetUtcNow().AddYears(-1), null)),
        ReadAt = Clock.GetUtcNow(),
    };

    private protected Approval Given(RiskLevel risk = RiskLevel.Medium, Func<Approval, Approval>? change = null, PreFlightState check = PreFlightState.Green)
    {
        var now = Clock.GetUtcNow();
        var incident = Incident(now);
        Incidents.All.Add(incident);
        var request = A.Request(A.Scale(3, 4, risk), priority: Priority.P1) with
        {
            IncidentId = incident.Id,
            PreFlight = [new(PreFlightChecks.TargetExists, PreFlightState.Green, "generation 7", now), new(PreFlightChecks.Quota, check, "128 of 256 MiB", now)],
        };
        var approval = request.Open(231, now);
        approval = change?.Invoke(approval) ?? approval;
        Approvals.All.Add(approval);
        return approval;
    }

    private protected IRenderedComponent<CardPanel> Show(Approval approval)
        => Render<CardPanel>(parameters => parameters.Add(card => card.Id, approval.Id).Add(card => card.IncidentId, approval.IncidentId));

    internal static Incident Incident(DateTimeOffset now) => new()
    {
        Id = new Guid("018f0000-0000-7000-8000-000000000088"),
        Number = 88,
        Fingerprint = "f",
        ClassKey = "home:CPUThrottlingHigh:shop/cart",
        Source = "alertmanager",
        AlertType = "CPUThrottlingHigh",
        Category = "load",
        Automation = AutomationVerdict.Approve,
        Severity = Severity.Warning,
        Priority = Priority.P1,
        Namespace = "shop",
        TargetResource = "cart",
        ResourceType = "deployment",
        Workload = "cart",
        Cluster = "home",
        Message = "cart is throttled",
        Status = IncidentStatus.Open,
        OpenedAt = now.AddMinutes(-4),
        LastSeenAt = now,
        Firing = 2,
        HitCount = 14,
        Occurrences = 2,
        Test = false,
        Blind = false,
        Elsewhere = false,
        Verdict = JsonNode.Parse(VerdictJson.Write(A.Verdict(Operation.ScaleUp, blast: new BlastRadius(1, 3, TimeSpan.Zero, null, null))).ToJsonString()),
        Evidence = JsonNode.Parse(VerdictJson.Write(
        [
            new Evidence { Id = "E1", Source = "kubernetes", At = now, Fact = "cart is throttled 80 % of the time", Kind = EvidenceKind.AlertMetric, Subject = "deployment/shop/cart", ObservedByUs = true, Link = "javascript:alert(1)" },
        ]).ToJsonString()),
        AnalysedAt = now,
    };
}
