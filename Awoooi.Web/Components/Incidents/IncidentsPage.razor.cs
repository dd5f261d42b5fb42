using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Incidents;

/// <summary>The incidents, newest first.</summary>
public sealed partial class IncidentsPage
{
    private static readonly string[] Filters = ["open", "all", "resolved"];

    [Inject] public required IIncidentStore Incidents { get; set; }

    [SupplyParameterFromQuery] public string? Filter { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    protected override IReadOnlyCollection<string> Topics { get; } = [LiveTopics.Incidents];

    private string Wanted => Filters.Contains(Filter) ? Filter! : Filters[0];

    protected override async ValueTask<IncidentPage> ReadAsync(CancellationToken cancel)
    {
        var filter = new IncidentFilter(Wanted == "resolved" ? IncidentStatus.Resolved : null, OpenOnly: Wanted == "open", Cursor: Cursor);
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

    protected override bool Same(IncidentPage current, IncidentPage next)
    {
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(next);
        return current.Next == next.Next && current.Items.SequenceEqual(next.Items, SameRow.Instance);
    }

    protected override async Task OnParametersSetAsync()
    {
        if (Model is not null)
        {
            await ReadNowAsync();
        }
    }

    /// <summary>Rows are equal when they would be drawn alike.</summary>
    private sealed class SameRow : IEqualityComparer<Incident>
    {
        public static SameRow Instance { get; } = new();

        public bool Equals(Incident? x, Incident? y) => Print(x) == Print(y);

        public int GetHashCode(Incident obj) => Print(obj).GetHashCode();

        private static (Guid?, IncidentStatus?, Core.Alerts.Priority?, ClosedBy?, long?) Print(Incident? incident)
            => (incident?.Id, incident?.Status, incident?.Priority, incident?.ClosedBy, incident?.HitCount);
    }
}
