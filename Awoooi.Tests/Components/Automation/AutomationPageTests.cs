using Awoooi.Core.Audit;
using Awoooi.Core.Clusters;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation;
using Awoooi.Core.Trust;
using Awoooi.Tests.Components.WarRoom;
using Awoooi.Web.Components.Automation;
using Awoooi.Web.Security;
using Bunit;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Components.Automation;

public class AutomationPageTests : FaceContext
{
    private readonly FakeActors _actors;
    private readonly FakeAutomation _store;

    public AutomationPageTests()
        : base(more: services => services
            .AddSingleton<FakeActors>().AddSingleton<IActors>(provider => provider.GetRequiredService<FakeActors>())
            .AddSingleton<FakeAutomation>().AddSingleton<IAutomationStore>(provider => provider.GetRequiredService<FakeAutomation>())
            .AddSingleton<IAuditReader, NoAudit>()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(new AutomationOptions()))
            .AddScoped<ActingPerson>())
    {
        Authorization.SetClaims([.. PersonClaims.OfSession(Guid.CreateVersion7(Clock.GetUtcNow())).Claims]);
        (_actors, _store) = (Services.GetRequiredService<FakeActors>(), Services.GetRequiredService<FakeAutomation>());
        As(Roles.Commander);
    }

    [Fact]
    public void Who_is_no_Commander_reads_only()
    {
        As(Roles.Sre | Roles.Admin);

        var page = Render<AutomationPage>();

        Assert.Equal("Acting", page.Find("[data-testid=switch-state]").TextContent);
        Assert.Equal("shop", page.Find("[data-testid=namespace] .name").TextContent);
        Assert.Empty(page.FindAll("button[data-acts]"));
    }

    [Fact]
    public void A_Commander_pauses_with_a_reason()
    {
        var page = Render<AutomationPage>();
        page.Find("[data-testid=to-paused]").Click();
        Assert.True(page.Find("dialog .acts .btn.primary").HasAttribute("disabled"));

        page.Find("#switch-reason").Input("Network work");
        page.Find("dialog .acts .btn.primary").Click();

        page.WaitForAssertion(() => Assert.Equal((AutonomySwitch.Paused, "Network work"), _store.Switched));
    }

    [Fact]
    public void Who_lost_the_role_meanwhile_changes_nothing()
    {
        var page = Render<AutomationPage>();
        page.Find("[data-testid=to-paused]").Click();
        page.Find("#switch-reason").Input("Network work");
        As(Roles.Sre);

        page.Find("dialog .acts .btn.primary").Click();

        page.WaitForAssertion(() => Assert.Contains("This needs the role Commander in a browser.", page.Markup, StringComparison.Ordinal));
        Assert.Null(_store.Switched);
    }

    private void As(Roles roles) => _actors.Now = new Actor
    {
        PersonId = new Guid("018f0000-0000-7000-8000-00000000000a"),
        Name = "Kei Tanaka",
        Roles = roles,
        Via = ActorVia.Browser,
        Scopes = Scopes.Read | Scopes.Sign,
        ReadAt = Clock.GetUtcNow(),
    };

    private sealed class NoAudit : IAuditReader
    {
        public Task<AuditPage> ListAsync(AuditFilter filter, CancellationToken cancel) => Task.FromResult(new AuditPage([], null));

        public IAsyncEnumerable<StoredAuditEntry> ExportAsync(AuditFilter filter, CancellationToken cancel) => throw new NotSupportedException();

        public Task<AuditVerification> VerifyAsync(CancellationToken cancel) => throw new NotSupportedException();
    }

    private sealed class FakeAutomation(TimeProvider clock) : IAutomationStore
    {
        public (AutonomySwitch State, string Reason)? Switched { get; private set; }

        public Task<AutomationRules> ReadAsync(CancellationToken cancel) => Task.FromResult(new AutomationRules(
            clock.GetUtcNow(), new SwitchSetting(AutonomySwitch.Acting, null, "awoooi", clock.GetUtcNow()), [new NamespaceRule("shop", AutonomyMode.Auto, true, null, false, false)], [], []));

        public Task SetSwitchAsync(AutonomySwitch state, string reason, string actor, CancellationToken cancel)
        {
            Switched = (state, reason);
            return Task.CompletedTask;
        }

        public Task SaveNamespaceAsync(NamespaceRule rule, string actor, CancellationToken cancel) => throw new NotSupportedException();

        public Task AllowAsync(IReadOnlyCollection<string> namespaces, string actor, CancellationToken cancel) => throw new NotSupportedException();

        public Task AddWindowAsync(ChangeWindow window, CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> RemoveWindowAsync(Guid id, string actor, CancellationToken cancel) => throw new NotSupportedException();

        public Task<bool> RevokeOrderAsync(Guid id, string actor, CancellationToken cancel) => throw new NotSupportedException();

        public Task<TrustScore> ScoreAsync(string classKey, Operation operation, WorkloadKind kind, CancellationToken cancel) => throw new NotSupportedException();

        public Task RecordSampleAsync(Guid approvalId, string classKey, Operation operation, WorkloadKind kind, bool succeeded, CancellationToken cancel) => throw new NotSupportedException();

        public Task MarkReopenedAsync(Guid approvalId, CancellationToken cancel) => throw new NotSupportedException();

        public Task ResetFailuresAsync(string workloadUid, string actor, CancellationToken cancel) => throw new NotSupportedException();
    }
}
