using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Awoooi.Core.Live;

namespace Awoooi.Web.Endpoints.Dashboard;

/// <summary>Server-sent events in commit order; <c>Last-Event-ID</c> resumes from the last hour, a gap gives one <c>reset</c>.</summary>
internal static class DashboardStream
{
    private const int Page = 500;
    private static readonly TimeSpan Reconcile = TimeSpan.FromSeconds(10);

    public static void MapDashboard(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/api/v1/dashboard/stream", (HttpContext http, ILiveEventLog log, ILiveBus live, IHostApplicationLifetime host, TimeProvider clock, CancellationToken cancel) =>
        {
            http.Response.Headers["X-Accel-Buffering"] = "no";
            return TypedResults.ServerSentEvents(ReadAsync(http.Request.Headers["Last-Event-ID"].ToString(), log, live, host, clock, cancel));
        }).RequireAuthorization().WithTags("Dashboard").WithName("GetDashboardStream");
    }

    private static async IAsyncEnumerable<SseItem<JsonNode>> ReadAsync(string lastEventId, ILiveEventLog log, ILiveBus live, IHostApplicationLifetime host, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancel)
    {
        // A stop would otherwise wait for streams that never end.
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, host.ApplicationStopping);

        // Subscribed before the first read, so that nothing falls between.
        await using var wake = live.Subscribe();
        LiveCursor at;
        if (LiveCursor.TryParse(lastEventId, out var resumed) && await log.ReachesAsync(resumed, cancel))
        {
            at = resumed;
        }
        else
        {
            at = await log.EndAsync(cancel);
            yield return new SseItem<JsonNode>(new JsonObject(), lastEventId.Length > 0 ? "reset" : "hello") { EventId = at.ToString() };
        }

        while (!ends.IsCancellationRequested)
        {
            var events = await log.ReadAsync(at, Page, cancel);
            foreach (var item in events)
            {
                at = item.Cursor;
                foreach (var sse in Expand(item))
                {
                    yield return sse;
                }
            }

            if (events.Count < Page)
            {
                await WaitAsync(wake, clock, ends.Token);
            }
        }
    }

    /// <summary>One row may stand for many incidents; only the last of them carries the id to resume from.</summary>
    private static IEnumerable<SseItem<JsonNode>> Expand(LiveEvent item)
    {
        var data = JsonNode.Parse(item.Data)!.AsObject();
        if (data["ids"] is not JsonArray ids)
        {
            yield return new SseItem<JsonNode>(data, item.Type) { EventId = item.Cursor.ToString() };
            yield break;
        }

        for (var i = 0; i < ids.Count; i++)
        {
            var one = new JsonObject { ["id"] = ids[i]!.GetValue<string>() };
            yield return i == ids.Count - 1
                ? new SseItem<JsonNode>(one, item.Type) { EventId = item.Cursor.ToString() }
                : new SseItem<JsonNode>(one, item.Type);
        }
    }

    private static async Task WaitAsync(ILiveSubscription wake, TimeProvider clock, CancellationToken cancel)
    {
        using var timeout = new CancellationTokenSource(Reconcile, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, timeout.Token);
        try
        {
            await wake.NextAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            // A message may have been lost: look anyway. At the end of the stream its loop sees why.
        }
    }
}
