using System.Globalization;
using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Endpoints.Incidents;

/// <summary>Reading incidents back, acknowledging and resolving them.</summary>
internal static class IncidentEndpoints
{
    public static void MapIncidents(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api/v1/incidents").WithTags("Incidents").RequireAuthorization();
        group.MapGet("", ListAsync).WithName("ListIncidents").WithSummary("Incidents, newest first.");
        group.MapGet("/{id}", FindAsync).WithName("GetIncident").WithSummary("One incident by INC number or id, with its alerts and story.");
        group.MapGet("/{id}/alerts", AlertsAsync).WithName("ListIncidentAlerts").WithSummary("The alerts of one incident, newest first, by label and status.");
        group.MapPost("/{id}/acknowledge", AcknowledgeAsync).WithName("AcknowledgeIncident");
        group.MapPost("/{id}/resolve", ResolveAsync).WithName("ResolveIncident");
    }

    private static async Task<IResult> ListAsync(IIncidentStore incidents, CancellationToken cancel,
        string? status = null, string? priority = null, string? service = null, string? q = null, string? since = null, string? label = null, string? storm = null, string? cursor = null, int limit = 50)
    {
        IncidentStatus? wanted = null;
        if (status is not (null or "" or "all" or "open_any") && !TryParse(status, out wanted))
        {
            return Problems.BadRequest("status", "status is one of open, acknowledged, resolved, open_any, all.");
        }

        Priority? urgency = null;
        if (!string.IsNullOrEmpty(priority))
        {
            if (!Enum.TryParse<Priority>(priority, ignoreCase: true, out var parsed) || !Enum.IsDefined(parsed))
            {
                return Problems.BadRequest("priority", "priority is one of P0, P1, P2, P3.");
            }

            urgency = parsed;
        }

        DateTimeOffset? from = null;
        if (!string.IsNullOrEmpty(since))
        {
            if (!DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed))
            {
                return Problems.BadRequest("since", "since is a time in ISO 8601.");
            }

            from = parsed;
        }

        if (!TryParseLabel(label, out var pair))
        {
            return Problems.BadRequest("label", LabelRule);
        }

        Guid? gatheredBy = null;
        if (!string.IsNullOrEmpty(storm))
        {
            if (await incidents.FindAsync(storm, cancel) is not { } gatherer)
            {
                return Problems.BadRequest("storm", $"There is no incident {storm}.");
            }

            gatheredBy = gatherer.Id;
        }

        if (limit is < 1 or > 200)
        {
            return Problems.BadRequest("limit", "limit is 1 to 200.");
        }

        try
        {
            var page = await incidents.ListAsync(new IncidentFilter(wanted, status == "open_any", urgency, service, q, from, pair, cursor, limit, gatheredBy), cancel);
            return Results.Json(new { items = page.Items.Select(incident => IncidentJson.Summary(incident)), next = page.Next });
        }
        catch (FormatException wrong)
        {
            return Problems.BadRequest("cursor", wrong.Message);
        }
    }

    private static async Task<IResult> FindAsync(string id, IIncidentStore incidents, IEnumerable<IIncidentPart> parts, CancellationToken cancel)
    {
        if (await incidents.FindAsync(id, cancel) is not { } incident)
        {
            return Problems.NotFound($"incident {id}");
        }

        var body = IncidentJson.Full(incident, await incidents.AlertsAsync(incident.Id, 500, cancel), await incidents.TimelineAsync(incident.Id, 200, cancel));
        foreach (var part in parts)
        {
            body[part.Name] = await part.ReadAsync(incident.Id, cancel);
        }

        return Results.Json(body);
    }

    private static async Task<IResult> AlertsAsync(string id, IIncidentStore incidents, CancellationToken cancel, string? label = null, string? status = null, string? cursor = null, int limit = 100)
    {
        if (!TryParseLabel(label, out var pair))
        {
            return Problems.BadRequest("label", LabelRule);
        }

        if (status is not (null or "" or "firing" or "resolved"))
        {
            return Problems.BadRequest("status", "status is firing or resolved.");
        }

        if (limit is < 1 or > IncidentAlertFilter.MostListed)
        {
            return Problems.BadRequest("limit", $"limit is 1 to {IncidentAlertFilter.MostListed}.");
        }

        if (await incidents.FindAsync(id, cancel) is not { } incident)
        {
            return Problems.NotFound($"incident {id}");
        }

        try
        {
            AlertStatus? wanted = string.IsNullOrEmpty(status) ? null : status == "firing" ? AlertStatus.Firing : AlertStatus.Resolved;
            var page = await incidents.AlertsAsync(incident.Id, new IncidentAlertFilter(pair, wanted, cursor, limit), cancel);
            return Results.Json(new { items = page.Items.Select(alert => IncidentJson.Alert(alert)), next = page.Next });
        }
        catch (FormatException wrong)
        {
            return Problems.BadRequest("cursor", wrong.Message);
        }
    }

    private static async Task<IResult> AcknowledgeAsync(string id, HttpContext http, IIncidentStore incidents, CancellationToken cancel)
        => await ChangeAsync(id, incidents, incident => incidents.AcknowledgeAsync(incident.Id, Actor(http), cancel), cancel);

    private static async Task<IResult> ResolveAsync(string id, ResolveRequest? request, HttpContext http, IIncidentStore incidents, CancellationToken cancel)
        => string.IsNullOrWhiteSpace(request?.Reason)
            ? Problems.BadRequest("reason", "A reason is required.")
            : await ChangeAsync(id, incidents, incident => incidents.ResolveAsync(incident.Id, Actor(http), request.Reason.Trim(), cancel), cancel);

    private static async Task<IResult> ChangeAsync(string id, IIncidentStore incidents, Func<Incident, Task<IncidentChange>> change, CancellationToken cancel)
    {
        if (await incidents.FindAsync(id, cancel) is not { } incident)
        {
            return Problems.NotFound($"incident {id}");
        }

        var outcome = await change(incident);
        var now = (await incidents.FindAsync(incident.Id, cancel))!;
        return outcome == IncidentChange.Done
            ? Results.Json(IncidentJson.Summary(now))
            : Problems.Of(StatusCodes.Status409Conflict, "unchanged", "Nothing to change", $"{now.ShortId} is {now.Status.ToString().ToLowerInvariant()} already.", ("status", now.Status.ToString().ToLowerInvariant()));
    }

    private static string Actor(HttpContext http) => http.User.Identity?.Name ?? throw new InvalidOperationException("the route requires a person");

    private const string LabelRule = "label is name=value.";

    private static bool TryParseLabel(string? text, out (string Name, string Value)? label)
    {
        label = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 1)
        {
            return false;
        }

        label = (text[..equals], text[(equals + 1)..]);
        return true;
    }

    private static bool TryParse(string text, out IncidentStatus? status)
    {
        status = text.ToLowerInvariant() switch
        {
            "open" => IncidentStatus.Open,
            "acknowledged" => IncidentStatus.Acknowledged,
            "resolved" => IncidentStatus.Resolved,
            _ => null,
        };
        return status is not null;
    }

    private sealed record ResolveRequest(string? Reason);
}

/// <summary>A part of an incident that another area knows (approvals, executions).</summary>
internal interface IIncidentPart
{
    string Name { get; }

    Task<System.Text.Json.Nodes.JsonNode> ReadAsync(Guid incident, CancellationToken cancel);
}
