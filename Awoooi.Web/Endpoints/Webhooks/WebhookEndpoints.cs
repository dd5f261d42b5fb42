using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>The doors for monitoring systems: one route per source, each answer only after the commit.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api/v1/webhooks").AllowAnonymous().DisableAntiforgery().WithTags("Webhooks");
        foreach (var source in routes.ServiceProvider.GetServices<IAlertSource>())
        {
            var name = source.Name;
            string[] methods = name == "grafana" ? [HttpMethods.Post, HttpMethods.Put] : [HttpMethods.Post];
            foreach (var (index, path) in source.OtherPaths.Prepend(source.Path).Index())
            {
                group.MapMethods(path, methods, (HttpContext http, WebhookDoor door, CancellationToken cancel) => door.HandleAsync(http, name, cancel))
                    .WithName($"PostWebhook{CultureInfo.InvariantCulture.TextInfo.ToTitleCase(name)}{(index == 0 ? "" : index + 1)}")
                    .WithSummary($"Takes a delivery of the source {name}; ?preview=true normalises only and stores nothing.");
            }
        }
    }
}

/// <summary>Authenticates, reads, normalises and hands over one delivery.</summary>
internal sealed class WebhookDoor(
    SourceReader sources, WebhookSecrets secrets, Signatures signatures, Replays replays, Refusals refusals, AlertIntake intake, Installation installation, IntakeMetrics metrics, TimeProvider clock)
{
    public async Task<IResult> HandleAsync(HttpContext http, string sourceName, CancellationToken cancel)
    {
        var started = clock.GetTimestamp();
        var source = sources.Of(sourceName);
        var from = http.Connection.RemoteIpAddress?.ToString() ?? "unknown";
        ReadOnlyMemory<byte>? early = null;
        if (signatures.Of(sourceName, http.Request.Headers) is { } signature)
        {
            early = await BodyReader.ReadAsync(http.Request, source.MaxBodyBytes, cancel);
            if ((early is { } signed ? signature.Refuses(signed) : "it is signed, but too large to be checked") is { } wrongly)
            {
                return Unproven(http, sourceName, from, wrongly);
            }
        }
        else if (!ShowsKey(sourceName, http.Request.Headers))
        {
            return Unproven(http, sourceName, from, "no valid key");
        }

        if (!IsReadable(http.Request, source.TakesXml))
        {
            return await RefuseAsync(source, from, "unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "Unsupported media type",
                $"Send the body as Content-Type: application/json{(source.TakesXml ? " or application/xml" : "")}, without Content-Encoding.", null, cancel);
        }

        if ((early ?? await BodyReader.ReadAsync(http.Request, source.MaxBodyBytes, cancel)) is not { } body)
        {
            return await RefuseAsync(source, from, "too-large", StatusCodes.Status413PayloadTooLarge, "Body too large",
                $"The body is larger than {source.MaxBodyBytes >> 20} MiB.", null, cancel);
        }

        var normalisation = sources.Normalise(sourceName, body);
        if (http.Request.Query["preview"] == "true")
        {
            return normalisation.Fault is { } wrong ? Invalid(wrong) : Preview(sourceName, normalisation);
        }

        if (normalisation.Fault is { } fault)
        {
            return await RefuseAsync(source, from, "invalid-body", StatusCodes.Status400BadRequest, "Invalid body", fault.Reason, fault.Path, cancel);
        }

        var replay = Replays.Of(sourceName, http.Request.Headers, body);
        if (replay is { } sent && replays.Knows(sent))
        {
            return Replayed(normalisation);
        }

        if (normalisation.Truncated > 0)
        {
            refusals.Add(sourceName, from, "truncated", $"{normalisation.Truncated} alerts were left out of a body by its sender (max_alerts)");
        }

        var delivery = sources.Deliver(sourceName, normalisation.Alerts.Select(item => item.Alert), normalisation.Kept ?? body);
        var answer = await intake.AcceptAsync(delivery, cancel);
        if (replay is { } taken && answer is IntakeAnswer.Stored)
        {
            replays.Remember(taken);
        }

        metrics.Answered(sourceName, clock.GetElapsedTime(started));
        return answer switch
        {
            IntakeAnswer.Stored stored => Stored(delivery, normalisation, stored.Receipt),
            IntakeAnswer.Busy busy => ComeBack(http, "intake-full", "Intake is full", "The intake queue is full. Nothing of this body was stored.", busy.RetryAfter),
            IntakeAnswer.Unavailable away => ComeBack(http, "database-unavailable", "Database unavailable", "The database does not take work now. Send the body again.", away.RetryAfter),
            IntakeAnswer.Refused refused => await RefuseAsync(source, from, "invalid-body", StatusCodes.Status400BadRequest, "Invalid body", refused.Reason, "$", cancel),
            _ => throw new UnreachableException(),
        };
    }

    private bool ShowsKey(string source, IHeaderDictionary headers) =>
        secrets.Accepts(source, headers.Authorization) || (source == "pipeline" && secrets.AcceptsKey(source, headers["X-Gitlab-Token"].ToString()));

    private IResult Unproven(HttpContext http, string source, string from, string reason)
    {
        refusals.Add(source, from, "unauthenticated", reason);
        return refusals.Unauthenticated(from) is { } wait ? TooMany(http, wait) : Unauthenticated(http);
    }

    // The same delivery came before and is stored: it is told so, and raises no count.
    private static IResult Replayed(Normalisation normalisation) => Results.Json(
        new WebhookAnswer("ignored", normalisation.Alerts.Count + normalisation.Rejected.Count, 0, 0, 0, 0, normalisation.Alerts.Count,
            [.. normalisation.Rejected.Select(rejected => new RejectedAlert(rejected.Index, rejected.Reason))], []),
        WebhookJson.Default.WebhookAnswer);

    private IResult Preview(string sourceName, Normalisation normalisation)
    {
        var json = new ArrayBufferWriter<byte>();
        AlertPreview.Write(json, sourceName, normalisation, installation.Cluster);
        return Results.Bytes(json.WrittenMemory, "application/json; charset=utf-8");
    }

    private IResult Stored(Delivery delivery, Normalisation normalisation, IntakeReceipt receipt)
    {
        metrics.Received(delivery, receipt);
        return Results.Json(
            new WebhookAnswer(
                receipt.Status, normalisation.Alerts.Count + normalisation.Rejected.Count, receipt.Opened, receipt.Aggregated, receipt.Duplicates, receipt.Resolved, receipt.Ignored,
                [.. normalisation.Rejected.Select(rejected => new RejectedAlert(rejected.Index, rejected.Reason))],
                [.. receipt.Incidents.Select(incident => new AnsweredIncident(incident.Id, incident.Fingerprint, incident.IsNew, incident.HitCount))]),
            WebhookJson.Default.WebhookAnswer,
            statusCode: receipt.Opened > 0 ? StatusCodes.Status201Created : StatusCodes.Status200OK);
    }

    /// <summary>Refuses an authenticated body; its source cannot be heard, which is an incident of its own.</summary>
    private async Task<IResult> RefuseAsync(IAlertSource source, string from, string slug, int status, string title, string detail, string? path, CancellationToken cancel)
    {
        refusals.Add(source.Name, from, slug, path is null ? detail : $"{path}: {detail}");
        var blind = new Alert
        {
            Source = source.Name,
            AlertType = "MonitoringBlind",
            Severity = Severity.Warning,
            Status = AlertStatus.Firing,
            Priority = Priority.P2,
            Category = "monitoring-blind",
            Automation = AutomationVerdict.None,
            TargetResource = source.Name,
            ResourceType = "service",
            Message = $"A delivery of {source.Name} was refused: {title}",
            Description = path is null ? detail : $"{path}: {detail}",
            Blind = true,
            Labels = new Dictionary<string, string> { ["source"] = source.Name, ["reason"] = slug },
        };
        var note = System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["refused"] = slug, ["from"] = from }.ToJsonString());
        await intake.AcceptAsync(sources.Deliver(source.Name, [blind], note) with { FromSource = false }, cancel);
        return path is null ? Problems.Of(status, slug, title, detail) : Problems.Of(status, slug, title, $"{path}: {detail}", ("path", path));
    }

    private static IResult Invalid(BodyFault fault) => Problems.Of(StatusCodes.Status400BadRequest, "invalid-body", "Invalid body", $"{fault.Path}: {fault.Reason}", ("path", fault.Path));

    private static IResult Unauthenticated(HttpContext http)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, "unauthenticated", "No valid key", "Send the webhook key as Authorization: Bearer, or as the password of Basic; or sign the body, where the source can.");
    }

    private static IResult TooMany(HttpContext http, TimeSpan wait)
    {
        RetryAfter(http, wait);
        return Problems.Of(StatusCodes.Status429TooManyRequests, "too-many-refusals", "Too many refused requests", "Too many requests without a valid key came from this address.");
    }

    private static IResult ComeBack(HttpContext http, string type, string title, string detail, TimeSpan wait)
    {
        RetryAfter(http, wait);
        return Problems.Of(StatusCodes.Status503ServiceUnavailable, type, title, detail);
    }

    private static void RetryAfter(HttpContext http, TimeSpan wait) => http.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    private static bool IsReadable(HttpRequest request, bool xml)
        => request.Headers.ContentEncoding.Count == 0
            && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType is { } media
            && (Is(media, "json") || (xml && Is(media, "xml")));

    private static bool Is(string media, string format) =>
        media.Equals($"application/{format}", StringComparison.OrdinalIgnoreCase) || media.Equals($"text/{format}", StringComparison.OrdinalIgnoreCase) || media.EndsWith($"+{format}", StringComparison.OrdinalIgnoreCase);
}
