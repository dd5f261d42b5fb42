using System.Globalization;
using System.Text;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Core.Plans;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Shared;
using Awoooi.Web.Components.WarRoom;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Incidents;

/// <summary>One incident: what, why, on what evidence, and what became of it.</summary>
public sealed partial class OneIncidentPage
{
    private const int LinesRead = 200;
    private const int MostRaw = 16_000;
    private ConfirmDialog? _resolve;
    private string _reason = "";

    [Parameter, EditorRequired] public required string Id { get; set; }

    [Inject] public required IIncidentStore Incidents { get; set; }

    [Inject] public required IApprovalStore Approvals { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    protected override IReadOnlyCollection<string> Topics { get; } = [LiveTopics.Incidents, LiveTopics.Approvals];

    private static bool IsChinese => CultureInfo.CurrentUICulture.Name == Cultures.Chinese;

    protected override async ValueTask<IncidentDossier> ReadAsync(CancellationToken cancel)
    {
        if (await Incidents.FindAsync(Id, cancel) is not { } incident)
        {
            return IncidentDossier.None;
        }

        return new IncidentDossier(
            incident, VerdictView.Of(incident.Verdict), IncidentDossier.FactsOf(incident.Evidence), await Incidents.TimelineAsync(incident.Id, LinesRead, cancel),
            await Approvals.ListAsync(new ApprovalFilter(IncidentId: incident.Id), cancel), await RawAsync(incident.Id, cancel));
    }

    protected override bool Same(IncidentDossier current, IncidentDossier next)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(next);
        return current.Print == next.Print;
    }

    /// <summary>The first delivery's body; it never changes, so it is read once and not with every change.</summary>
    private async Task<string?> RawAsync(Guid incident, CancellationToken cancel)
    {
        if (Model?.Incident?.Id == incident && Model.Raw is { } known)
        {
            return known;
        }

        return await Incidents.RawAsync(incident, cancel) is { } raw ? Encoding.UTF8.GetString(raw.AsSpan(0, Math.Min(raw.Length, MostRaw))) : null;
    }

    private static string Title(Plan plan) => IsChinese ? PlanTitle.Chinese(plan) : PlanTitle.English(plan);

    private Task AcknowledgeAsync() => ActAsync((id, actor) => Incidents.AcknowledgeAsync(id, actor, CancellationToken.None));

    private Task ResolveAsync() => ActAsync((id, actor) => Incidents.ResolveAsync(id, actor, _reason.Trim(), CancellationToken.None));

    private async Task ActAsync(Func<Guid, string, Task<IncidentChange>> act)
    {
        // Rights are read now; the button's being there counts for nothing.
        if (Model?.Incident is { } incident && await Acting.ReadAsync(CancellationToken.None) is { } actor && Signer.Of(actor) is { MaySign: true })
        {
            await act(incident.Id, actor.AuditName);
        }

        await ReadNowAsync();
    }
}
