using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Work;

namespace Awoooi.Tests.Components.WarRoom;

/// <summary>Approvals in memory: the real state machine, no database.</summary>
internal sealed class FakeApprovals(TimeProvider clock) : IApprovalStore
{
    public List<Approval> All { get; } = [];

    public List<(string Act, Signer Signer, SignRequest? Request, string? Key)> Acts { get; } = [];

    /// <summary>Holds answers back until it is completed.</summary>
    public TaskCompletionSource? Gate { get; set; }

    /// <summary>Refuses every act with this.</summary>
    public Refusal? Refusal { get; set; }

    public Task<ApprovalOutcome> SignAsync(Guid id, Signer signer, SignRequest request, RequestOrigin origin, CancellationToken cancel)
        => ActAsync(request.Decision == SignatureDecision.Approve ? "sign" : "reject", id, signer, request, origin,
            approval => approval.Sign(signer, request, new SigningMoment(clock.GetUtcNow(), false, new ApprovalRules { InstalledAt = clock.GetUtcNow().AddYears(-1) })));

    public Task<ApprovalOutcome> BreakGlassAsync(Guid id, Signer signer, SignRequest request, RequestOrigin origin, CancellationToken cancel)
        => ActAsync("glass", id, signer, request, origin, approval => approval.BreakGlass(signer, request, new SigningMoment(clock.GetUtcNow(), false, new ApprovalRules { InstalledAt = clock.GetUtcNow().AddYears(-1) })));

    public Task<ApprovalOutcome> TakeBackAsync(Guid id, Signer signer, RequestOrigin origin, CancellationToken cancel)
        => ActAsync("take-back", id, signer, null, origin, approval => approval.TakeBack(signer, clock.GetUtcNow()));

    public Task<ApprovalOutcome> ExtendAsync(Guid id, Signer signer, IReadOnlyList<PreFlightLine> preFlight, RequestOrigin origin, CancellationToken cancel)
        => ActAsync("extend", id, signer, null, origin, approval => approval.Extend(signer, preFlight, clock.GetUtcNow()));

    public Task<ApprovalOutcome> WithdrawAsync(Guid id, Signer signer, string? reason, RequestOrigin origin, CancellationToken cancel)
        => ActAsync("withdraw", id, signer, null, origin, approval => approval.Withdraw(signer, reason, clock.GetUtcNow()));

    public Task SavePreFlightAsync(Guid id, IReadOnlyList<PreFlightLine> lines, CancellationToken cancel)
    {
        Replace(All.Single(approval => approval.Id == id) with { PreFlight = lines });
        return Task.CompletedTask;
    }

    public Task<Approval?> FindAsync(Guid id, CancellationToken cancel) => Task.FromResult(All.Find(approval => approval.Id == id));

    public Task<Approval?> FindAsync(string id, CancellationToken cancel) => Task.FromResult(All.Find(approval => approval.ShortId == id));

    public Task<IReadOnlyList<Approval>> BoardAsync(Guid? viewer, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Approval>>([.. All.Where(approval => approval.State.IsOpen())]);

    public Task<IReadOnlyList<Approval>> ListAsync(ApprovalFilter filter, CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<Approval>>([.. All.Where(approval => filter.States?.Contains(approval.State) != false).Take(filter.Limit)]);

    public Task<OpenOutcome> OpenAsync(NewApproval request, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ApprovalOutcome> SupersedeAsync(Guid id, string reason, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ApprovalOutcome> CollapseAsync(Guid id, string reason, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ApprovalOutcome> ChangeAsync(Guid id, string difference, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ApprovalOutcome> StartAsync(Guid id, CancellationToken cancel) => throw new NotSupportedException();

    public Task<ApprovalOutcome> AdvanceAsync(Guid id, ApprovalState to, string actor, string? reason, CancellationToken cancel) => throw new NotSupportedException();

    public Task<int> ExpireDueAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<Guid?> FindExecutionAsync(Guid approvalId, CancellationToken cancel) => throw new NotSupportedException();

    public Task<Approval?> FindByExecutionAsync(Guid executionId, CancellationToken cancel) => throw new NotSupportedException();

    public void Replace(Approval approval)
    {
        All.RemoveAll(known => known.Id == approval.Id);
        All.Add(approval);
    }

    private async Task<ApprovalOutcome> ActAsync(string act, Guid id, Signer signer, SignRequest? request, RequestOrigin origin, Func<Approval, ApprovalOutcome> go)
    {
        Acts.Add((act, signer, request, origin.IdempotencyKey));
        if (Gate is { } gate)
        {
            await gate.Task;
        }

        if (Refusal is not null)
        {
            return new ApprovalOutcome.Refused(Refusal);
        }

        var outcome = go(All.Single(approval => approval.Id == id));
        if (outcome is ApprovalOutcome.Accepted accepted)
        {
            Replace(accepted.Approval);
        }

        return outcome;
    }
}

/// <summary>One session with whoever is put into it; null when it has ended.</summary>
internal sealed class FakeActors : IActors
{
    public Actor? Now { get; set; }

    public Task<Actor?> OfSessionAsync(Guid session, CancellationToken cancel) => Task.FromResult(Now);

    public Task<Actor?> OfTokenAsync(string token, CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakePreFlight(TimeProvider clock) : IPreFlight
{
    public int Runs { get; private set; }

    public Task<IReadOnlyList<PreFlightLine>> CheckAsync(Plan plan, CancellationToken cancel)
    {
        Runs++;
        return Task.FromResult<IReadOnlyList<PreFlightLine>>([new(PreFlightChecks.TargetExists, PreFlightState.Green, "generation 7", clock.GetUtcNow())]);
    }
}

internal sealed class FakeExecutions : IExecutions
{
    public ExecutionView? View { get; set; }

    public int Stops { get; private set; }

    public Task<ExecutionView?> FindAsync(Guid approvalId, CancellationToken cancel) => Task.FromResult(View);

    public Task<Refusal?> StopAsync(Guid approvalId, Signer signer, CancellationToken cancel)
    {
        Stops++;
        return Task.FromResult<Refusal?>(null);
    }
}

internal sealed class FakeWorkQueue : IWorkQueue
{
    public List<(string Kind, string Key)> Enqueued { get; } = [];

    public Task EnqueueAsync(string kind, string key, int priority, TimeSpan delay, CancellationToken cancel)
    {
        Enqueued.Add((kind, key));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<WorkItem>> ClaimAsync(IReadOnlyCollection<string> kinds, int most, string worker, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> RenewAsync(WorkItem item, CancellationToken cancel) => throw new NotSupportedException();

    public Task CompleteAsync(WorkItem item, CancellationToken cancel) => throw new NotSupportedException();

    public Task PostponeAsync(WorkItem item, TimeSpan delay, CancellationToken cancel) => throw new NotSupportedException();

    public Task<bool> FailAsync(WorkItem item, string reason, TimeSpan backOff, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<WorkDepth>> DepthAsync(CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakePeople : IPeople
{
    public List<Person> All { get; } = [];

    public Task<IReadOnlyList<Person>> ListAsync(CancellationToken cancel) => Task.FromResult<IReadOnlyList<Person>>(All);

    public Task<Person?> FindAsync(string idOrEmail, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<Invitation>> InvitationsAsync(CancellationToken cancel) => throw new NotSupportedException();

    public Task<LinkOutcome> InviteAsync(Actor by, NewPerson person, CancellationToken cancel) => throw new NotSupportedException();

    public Task<PeopleRefusal?> WithdrawAsync(Actor by, Guid invitation, CancellationToken cancel) => throw new NotSupportedException();

    public Task<PeopleRefusal?> ChangeRolesAsync(Actor by, Guid person, Roles roles, CancellationToken cancel) => throw new NotSupportedException();

    public Task<PeopleRefusal?> LockAsync(Actor by, Guid person, CancellationToken cancel) => throw new NotSupportedException();

    public Task<PeopleRefusal?> UnlockAsync(Actor by, Guid person, CancellationToken cancel) => throw new NotSupportedException();

    public Task<LinkOutcome> ResetAsync(Actor by, Guid person, CancellationToken cancel) => throw new NotSupportedException();
}

internal sealed class FakeIncidents : IIncidentStore
{
    public List<Incident> All { get; } = [];

    public List<string> AcknowledgedBy { get; } = [];

    public DateTimeOffset? LastAlertAt { get; set; }

    public Task<Incident?> FindAsync(Guid id, CancellationToken cancel) => Task.FromResult(All.Find(incident => incident.Id == id));

    public Task<Incident?> FindAsync(string id, CancellationToken cancel) => Task.FromResult(All.Find(incident => incident.ShortId == id));

    public Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel) => Task.FromResult(new IncidentPage([.. All.Take(filter.Limit)], null));

    public Task<IncidentChange> AcknowledgeAsync(Guid id, string actor, CancellationToken cancel)
    {
        AcknowledgedBy.Add(actor);
        return Task.FromResult(IncidentChange.Done);
    }

    public Task<IncidentCounts> CountsAsync(CancellationToken cancel) => Task.FromResult(new IncidentCounts(All.Count, 0, 0, LastAlertAt));

    public Task<IReadOnlyList<IncidentAlert>> AlertsAsync(Guid id, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IncidentAlertPage> AlertsAsync(Guid id, IncidentAlertFilter filter, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<TimelineLine>> TimelineAsync(Guid id, int limit, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<TimelineLine>> ThinkingAsync(int limit, CancellationToken cancel) => throw new NotSupportedException();

    public Task<byte[]?> RawAsync(Guid id, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IncidentChange> ResolveAsync(Guid id, string actor, string reason, CancellationToken cancel) => throw new NotSupportedException();

    public Task RecordAnalysisAsync(Guid id, JsonNode verdict, JsonNode evidence, JsonNode decision, IReadOnlyList<TimelineLine> story, CancellationToken cancel) => throw new NotSupportedException();

    public Task RaiseAsync(Guid id, Priority priority, CancellationToken cancel) => throw new NotSupportedException();

    public Task CreditAsync(Guid id, ClosedBy closedBy, CancellationToken cancel) => throw new NotSupportedException();

    public Task TellAsync(IReadOnlyList<TimelineLine> story, CancellationToken cancel) => throw new NotSupportedException();

    public Task<int> CloseStaleAsync(StaleAfter silence, CancellationToken cancel) => throw new NotSupportedException();

    public Task<int> AnalyseAgainAsync(AnalysisAge age, CancellationToken cancel) => throw new NotSupportedException();

    public Task<IReadOnlyList<Incident>> SimilarAsync(Guid id, TimeSpan window, int limit, CancellationToken cancel) => throw new NotSupportedException();
}
