using Awoooi.Core.Approvals;
using Awoooi.Core.Remediation;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>The look of a card. Who shows it decides what its buttons do; a callback that is not given does nothing.</summary>
public sealed partial class CardView
{
    [Inject] public required IOptions<AutomationOptions> Automation { get; set; }

    [Parameter, EditorRequired] public required CardModel Card { get; set; }

    [Parameter, EditorRequired] public required ApprovalRules Rules { get; set; }

    /// <summary>Words of the act under way.</summary>
    [Parameter] public string? Busy { get; set; }

    /// <summary>What became of the last act, where there is something to say.</summary>
    [Parameter] public string? Notice { get; set; }

    [Parameter] public bool NoticeBad { get; set; }

    [Parameter] public bool Checking { get; set; }

    [Parameter] public bool CheckFailed { get; set; }

    /// <summary>"Do this without me next time", at most so many times a day; null when not asked for.</summary>
    [Parameter] public int? PerDay { get; set; }

    [Parameter] public EventCallback<int?> PerDayChanged { get; set; }

    [Parameter] public EventCallback OnExtend { get; set; }

    [Parameter] public EventCallback OnEvidence { get; set; }

    /// <summary>Told when the undo window is over.</summary>
    [Parameter] public EventCallback OnOver { get; set; }

    [Parameter] public EventCallback OnCheck { get; set; }

    [Parameter] public EventCallback OnWithdraw { get; set; }

    [Parameter] public EventCallback OnBreakGlass { get; set; }

    [Parameter] public EventCallback OnSign { get; set; }

    [Parameter] public EventCallback OnReject { get; set; }

    [Parameter] public EventCallback OnTakeBack { get; set; }

    [Parameter] public EventCallback OnAcknowledge { get; set; }

    [Parameter] public EventCallback OnResult { get; set; }

    [Parameter] public EventCallback OnAgain { get; set; }

    [Parameter] public EventCallback OnStop { get; set; }
}
