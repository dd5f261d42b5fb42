using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Incidents.Recurrence;

namespace Awoooi.Web.Endpoints.Incidents;

/// <summary>How often an incident's class came back.</summary>
internal sealed class FrequencyPart(IIncidentStore incidents, FrequencyReader frequencies) : IIncidentPart
{
    public string Name => "frequency";

    public async Task<JsonNode> ReadAsync(Guid incident, CancellationToken cancel)
    {
        var classKey = (await incidents.FindAsync(incident, cancel))?.ClassKey ?? "";
        var frequency = await frequencies.ReadAsync(classKey, cancel);
        return new JsonObject
        {
            ["level"] = WireNames.Snake(frequency.Level).ToUpperInvariant(),
            ["last_hour"] = frequency.Counts.LastHour,
            ["last_24h"] = frequency.Counts.LastDay,
            ["last_7d"] = frequency.Counts.LastWeek,
            ["first_seen"] = frequency.Counts.FirstSeen?.UtcDateTime,
            ["last_seen"] = frequency.Counts.LastSeen?.UtcDateTime,
            ["repairs_in_vain"] = frequency.RepairsInVain,
        };
    }
}
