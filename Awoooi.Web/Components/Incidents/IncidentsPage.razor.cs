using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Incidents;

/// <summary>The incidents, newest first.</summary>
public sealed partial class IncidentsPage
{
    private const int LongestQuery = 200;

    [Inject] public required IIncidentStore Incidents { get; set; }

    [Inject] public required IApprovalStore Approvals { get; set; }

    [SupplyParameterFromQuery] public string? Filter { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    /// <summary>Part of a name or a short id.</summary>
    [SupplyParameterFromQuery] public string? Q { get; set; }

    protected override IReadOnlyCollection<string> Topics { get; } = [LiveTopics.Incidents, LiveTopics.Approvals];

    private string Wanted => IncidentsView.Filters.Contains(Filter) ? Filter! : IncidentsView.Filters[0];

    protected override async ValueTask<IncidentsModel> ReadAsync(CancellationToken cancel)
    {
        var query = Q?.Trim() is { Length: > 0 and <= LongestQuery } words ? words : null;
        var filter = new IncidentFilter(Wanted == "resolved" ? IncidentStatus.Resolved : null, OpenOnly: Wanted == "open", Query: query, Cursor: Cursor);
        var page = await ListAsync(filter, cancel);
        var board = await Approvals.BoardAsync(null, cancel);
        var asked = board.Where(approval => approval.IncidentId is not null).GroupBy(approval => approval.IncidentId!.Value).ToDictionary(group => group.Key, group => group.OrderByDescending(approval => approval.State.IsWaiting()).First());
        return new IncidentsModel(page.Items, page.Next, asked, (await Incidents.CountsAsync(cancel)).Open);
    }

    protected override bool Same(IncidentsModel current, IncidentsModel next) => current.Print == next.Print;

    protected override async Task OnParametersSetAsync()
    {
        if (Model is not null)
        {
            await ReadNowAsync();
        }
    }

    private async Task<IncidentPage> ListAsync(IncidentFilter filter, CancellationToken cancel)
    {
        try
        {
            return await Incidents.ListAsync(filter, cancel);
        }
        catch (FormatException)
        {
            // An address that was cut short still shows the first page.
            return await Incidents.ListAsync(filter with { Cursor = null }, cancel);
        }
    }
}
