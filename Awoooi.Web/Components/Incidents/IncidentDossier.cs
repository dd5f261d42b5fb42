using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Web.Components.WarRoom;

namespace Awoooi.Web.Components.Incidents;

/// <summary>One fact of the stored evidence, as a list shows it.</summary>
public sealed record FactLine(string Id, string Source, string Fact);

/// <summary>Everything about one incident; all parts are empty when there is none.</summary>
public sealed record IncidentDossier(
    Incident? Incident, VerdictView? Verdict, IReadOnlyList<FactLine> Evidence, IReadOnlyList<TimelineLine> Story, IReadOnlyList<Approval> Approvals, string? Raw)
{
    public static IncidentDossier None { get; } = new(null, null, [], [], [], null);

    /// <summary>Equal prints are drawn alike.</summary>
    public string Print => string.Create(
        CultureInfo.InvariantCulture,
        $"{Incident?.Status} {Incident?.Priority} {Incident?.ClosedBy} {Incident?.LastSeenAt:O} {Incident?.Firing} {Incident?.AnalysedAt:O} {Story.Count} {string.Join(',', Approvals.Select(approval => approval.Id))}");

    public static IReadOnlyList<FactLine> FactsOf(JsonNode? evidence) =>
    [
        .. (evidence as JsonArray ?? []).OfType<JsonObject>().Select(fact => new FactLine(
            fact["id"]?.GetValue<string>() ?? "", fact["source"]?.GetValue<string>() ?? "", fact["fact"]?.GetValue<string>() ?? "")),
    ];
}
