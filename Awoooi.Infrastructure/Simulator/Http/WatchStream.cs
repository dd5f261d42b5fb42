using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;
using Microsoft.AspNetCore.Http;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>One open watch: replays the history after its revision, then follows. Ends without a last line when its time is up.</summary>
internal sealed class WatchStream(SimulatedCluster cluster, ResourceKind kind, string? ns, LabelSelector labels, FieldSelector fields)
{
    private static readonly TimeSpan BookmarkPeriod = TimeSpan.FromSeconds(1);
    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Null sends everything there is first.</summary>
    public long? From { get; init; }

    public bool Bookmarks { get; init; }

    public bool EndsInitialEvents { get; init; }

    public TimeSpan Timeout { get; init; }

    public async Task StreamAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var timed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timed.CancelAfter(Timeout);
        http.Response.ContentType = "application/json";
        await http.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await FollowAsync(http, timed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timed.IsCancellationRequested)
        {
            // timeoutSeconds, a client that left, or the server stopping: all end a watch cleanly.
        }
    }

    private async Task FollowAsync(HttpContext http, CancellationToken cancellationToken)
    {
        long seen;
        long? bookmarked = null;
        var lines = Begin(out seen);
        while (true)
        {
            await SendAsync(http, lines, cancellationToken).ConfigureAwait(false);
            if (lines.Any(line => line.Text("type") == "ERROR"))
            {
                return;
            }

            Task changed;
            lock (cluster.Gate)
            {
                changed = cluster.Store.Revision > seen ? Task.CompletedTask : cluster.Store.Changed;
            }

            var quiet = Task.Delay(BookmarkPeriod, TimeProvider.System, cancellationToken);
            if (await Task.WhenAny(changed, quiet).ConfigureAwait(false) == quiet)
            {
                await quiet.ConfigureAwait(false);
                lines = Bookmarks && seen != bookmarked ? [Bookmark(seen)] : [];
                bookmarked = seen;
            }
            else
            {
                lines = Next(ref seen);
            }
        }
    }

    private List<JsonObject> Begin(out long seen)
    {
        lock (cluster.Gate)
        {
            seen = From ?? cluster.Store.Revision;
            if (From is { } from && from < cluster.Store.Compacted)
            {
                return [TooOld(from)];
            }

            if (From is not null)
            {
                return Next(ref seen);
            }

            List<JsonObject> lines = [.. cluster.Store.All(kind, ns).Where(Matches).Select(o => Line("ADDED", o))];
            if (EndsInitialEvents)
            {
                lines.Add(Bookmark(seen, initialEventsEnd: true));
            }

            return lines;
        }
    }

    private List<JsonObject> Next(ref long seen)
    {
        lock (cluster.Gate)
        {
            var lines = new List<JsonObject>();
            foreach (var change in cluster.Store.ChangesAfter(kind, seen))
            {
                if (Translate(change) is { } line)
                {
                    lines.Add(line);
                }
            }

            // A revision of the future stays where it is: such a watch waits for the cluster to get there.
            seen = Math.Max(seen, cluster.Store.Revision);
            return lines;
        }
    }

    // With a selector, an object that stops matching is "deleted" and one that starts is "added".
    private JsonObject? Translate(StoredChange change)
    {
        var before = change.Before is { } old && Matches(old);
        var after = change.After is { } now && Matches(now);
        return (before, after) switch
        {
            (false, true) => Line("ADDED", change.After!),
            (true, true) => Line("MODIFIED", change.After!),
            (true, false) => Line("DELETED", AtRevision(change.Before!, change.Revision)),
            _ => null,
        };
    }

    private bool Matches(JsonObject o) => (ns is null || o.Namespace() == ns) && labels.Matches(o) && fields.Matches(o);

    private static JsonObject AtRevision(JsonObject o, long revision)
    {
        var copy = o.Copy();
        copy.Make("metadata")["resourceVersion"] = ObjectMetadata.Decimal(revision);
        return copy;
    }

    private JsonObject Line(string type, JsonObject o) => new() { ["type"] = type, ["object"] = ObjectView.Render(cluster, kind, o) };

    private JsonObject Bookmark(long revision, bool initialEventsEnd = false)
    {
        var bookmark = BookmarkShape.Of(kind);
        var metadata = bookmark.Make("metadata");
        metadata["resourceVersion"] = ObjectMetadata.Decimal(revision);
        if (initialEventsEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        return new JsonObject { ["type"] = "BOOKMARK", ["object"] = bookmark };
    }

    private JsonObject TooOld(long from)
    {
        // Events have no watch cache, so etcd's own words come through.
        var message = kind.Plural == "events"
            ? "The resourceVersion for the provided watch is too old."
            : $"too old resource version: {from} ({cluster.Store.Compacted})";
        return new JsonObject { ["type"] = "ERROR", ["object"] = Refusals.Status(410, "Expired", message).Body };
    }

    private static async Task SendAsync(HttpContext http, List<JsonObject> lines, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(line.ToJsonString(Written) + "\n"), cancellationToken).ConfigureAwait(false);
        }

        if (lines.Count > 0)
        {
            await http.Response.Body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
