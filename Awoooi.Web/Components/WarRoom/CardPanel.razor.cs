using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Work;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>One approval in full with everything a person can do to it. Keyed by its id: another approval is another component.</summary>
public sealed partial class CardPanel
{
    /// <summary>Older pre-flight lines are repeated while the card is open; with a reading every 10 s none gets older than a minute.</summary>
    private static readonly TimeSpan CheckAge = TimeSpan.FromSeconds(45);

    private static readonly TimeSpan SeenLately = TimeSpan.FromMinutes(2);
    private const int MostHere = 5;

    [Inject] public required IApprovalStore Approvals { get; set; }

    [Inject] public required IIncidentStore Incidents { get; set; }

    [Inject] public required IPeople People { get; set; }

    [Inject] public required IPreFlight PreFlight { get; set; }

    [Inject] public required IExecutions Executions { get; set; }

    [Inject] public required IWorkQueue Queue { get; set; }

    [Inject] public required ApprovalRules Rules { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    [CascadingParameter] private Viewer? Viewer { get; set; }

    [Parameter, EditorRequired] public Guid Id { get; set; }

    [Parameter] public Guid? IncidentId { get; set; }

    /// <summary>Opens the sign sheet once it can be signed, as after coming back from a step-up.</summary>
    [Parameter] public bool OpenSheet { get; set; }

    [Parameter] public EventCallback OnEvidence { get; set; }

    protected override string Subject => Id.ToString();

    protected override IReadOnlyCollection<string> Topics
        => IncidentId is { } incident ? [LiveTopics.Approval(Id), LiveTopics.Incident(incident), LiveTopics.People] : [LiveTopics.Approval(Id), LiveTopics.People];

    /// <summary>The later of the last live reading and the one made right after an own act.</summary>
    private CardModel? Card => _own is { } own && (Model is null || own.Now >= Model.Now) ? own : Model;

    protected override async ValueTask<CardModel> ReadAsync(CancellationToken cancel)
    {
        var approval = await Approvals.FindAsync(Id, cancel) ?? throw new InvalidOperationException($"The approval {Id} is gone.");
        var incident = approval.IncidentId is { } incidentId ? await Incidents.FindAsync(incidentId, cancel) : null;
        var viewer = await Acting.ReadAsync(cancel);
        var now = Clock.GetUtcNow();
        var execution = approval.State.IsRunning() || approval.State == ApprovalState.Unknown ? await Executions.FindAsync(Id, cancel) : null;
        RepeatChecks(approval, now);
        return new CardModel(approval, incident, viewer, await HereAsync(approval, viewer, now, cancel), execution, now);
    }

    protected override bool Same(CardModel current, CardModel next) => current.Print == next.Print;

    protected override void Leaving()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (OpenSheet && !_sheetOffered && Card is { Waiting: true, NeedsSheet: true } && _sheet is not null)
        {
            _sheetOffered = true;
            await _sheet.OpenAsync();
        }
    }

    /// <summary>What the key S does: opens the sheet, or moves to the button; it never signs.</summary>
    public async Task ShowSigningAsync()
    {
        if (Card is { Waiting: true, NeedsSheet: true } && _sheet is not null && Busy is null)
        {
            await _sheet.OpenAsync();
        }
    }

    /// <summary>What the key R does.</summary>
    public async Task ShowRejectionAsync()
    {
        if (Card is { Waiting: true, IMaySign: true } && _reject is not null && Busy is null)
        {
            await _reject.OpenAsync();
        }
    }

    internal static string StepUpHref(Approval approval, string? sheet)
        => $"/login/step-up?returnUrl={Uri.EscapeDataString($"/war-room/{approval.ShortId}{(sheet is null ? "" : $"?sheet={sheet}")}")}";

    private async Task<IReadOnlyList<Person>> HereAsync(Approval approval, Actor? viewer, DateTimeOffset now, CancellationToken cancel)
    {
        if (!approval.State.IsWaiting())
        {
            return [];
        }

        var all = await People.ListAsync(cancel);
        return [.. all.Where(person =>
                person.LockedAt is null && (person.Roles & (Roles.Sre | Roles.Commander)) != 0 && now - person.LastSeenAt < SeenLately
                && person.Id != viewer?.PersonId && person.Id != approval.ProposedBy && !approval.EditedBy.Contains(person.Id)
                && approval.Approvals.All(signature => signature.PersonId != person.Id))
            .OrderByDescending(person => person.Roles).ThenBy(person => person.Name, StringComparer.Ordinal).Take(MostHere)];
    }

    private void RepeatChecks(Approval approval, DateTimeOffset now)
    {
        var old = approval.PreFlight.Count == 0 || now - approval.PreFlight.Min(line => line.ObservedAt) >= CheckAge;
        if (RendererInfo.IsInteractive && approval.State.IsWaiting() && approval.Plan.Operation != Operation.Manual && old && !Checking)
        {
            _ = CheckAsync(approval.Plan);
        }
    }
}
