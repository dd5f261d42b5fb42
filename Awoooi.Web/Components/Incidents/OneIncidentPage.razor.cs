using System.Text;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Incidents;

/// <summary>One incident: what, why, on what evidence, and what became of it.</summary>
public sealed partial class OneIncidentPage
{
    private const int LinesRead = 200;
    private const int MostRaw = 16_000;
    private const int MostSimilar = 3;
    private const int MostGathered = 100;

    private static readonly TimeSpan SimilarWindow = TimeSpan.FromDays(90);

    private ConfirmDialog? _resolve;
    private string _reason = "";
    private string? _notice;

    [Parameter, EditorRequired] public required string Id { get; set; }

    [Inject] public required IIncidentStore Incidents { get; set; }

    [Inject] public required IApprovalStore Approvals { get; set; }

    [Inject] public required ApprovalRules Rules { get; set; }

    [Inject] public required IncidentActs Acts { get; set; }

    protected override string Subject => Id;

    protected override IReadOnlyCollection<string> Topics { get; } = [LiveTopics.Incidents, LiveTopics.Approvals];

    protected override async ValueTask<IncidentDossier> ReadAsync(CancellationToken cancel)
    {
        if (await Incidents.FindAsync(Id, cancel) is not { } incident)
        {
            return IncidentDossier.None;
        }

        return new IncidentDossier(
            incident, await Incidents.TimelineAsync(incident.Id, LinesRead, cancel), await Approvals.ListAsync(new ApprovalFilter(IncidentId: incident.Id), cancel),
            await Incidents.SimilarAsync(incident.Id, SimilarWindow, MostSimilar, cancel), await RawAsync(incident.Id, cancel), await Acts.MayAsync(cancel))
        {
            Storm = incident.StormId is { } storm ? await Incidents.FindAsync(storm, cancel) : null,
            Gathered = incident.IsStorm ? (await Incidents.ListAsync(new IncidentFilter(Limit: MostGathered, Storm: incident.Id), cancel)).Items : [],
        };
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

    private async Task AcknowledgeAsync()
    {
        if (Model?.Incident is { } incident)
        {
            _notice = await Acts.AcknowledgeAsync(incident.Id, CancellationToken.None);
            await ReadNowAsync();
        }
    }

    private async Task ResolveAsync()
    {
        if (Model?.Incident is { } incident)
        {
            _notice = await Acts.ResolveAsync(incident.Id, _reason.Trim(), CancellationToken.None);
            await ReadNowAsync();
        }
    }
}
