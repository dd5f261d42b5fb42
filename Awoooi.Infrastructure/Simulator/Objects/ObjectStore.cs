using System.Globalization;
using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>
/// All objects under one revision counter, with a bounded history for watches and paged lists.
/// Callers hold the cluster's lock; stored objects are never changed in place, so readers may keep them.
/// </summary>
internal sealed class ObjectStore(Func<DateTimeOffset> now)
{
    private const int HistoryLimit = 10_000;

    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> _objects = new(StringComparer.Ordinal);
    private readonly List<StoredChange> _history = [];
    private TaskCompletionSource _changed = NewSignal();

    // A young cluster already has a few hundred revisions; starting there keeps "resourceVersion=1" too old, as on a real one.
    public long Revision { get; private set; } = 300;

    /// <summary>Revisions up to this one can no longer be listed or watched.</summary>
    public long Compacted { get; private set; } = 300;

    public Task Changed => _changed.Task;

    public JsonObject? Find(ResourceKind kind, string? ns, string name) =>
        _objects.TryGetValue(kind.Storage, out var all) && all.TryGetValue(Key(kind, ns, name), out var found) ? found : null;

    public IReadOnlyList<JsonObject> All(ResourceKind kind, string? ns = null)
    {
        if (!_objects.TryGetValue(kind.Storage, out var all))
        {
            return [];
        }

        return ns is null ? [.. all.Values] : [.. all.Values.Where(o => o.Namespace() == ns)];
    }

    public JsonObject Add(ResourceKind kind, JsonObject o)
    {
        var metadata = o.Make("metadata");
        metadata["uid"] ??= Guid.CreateVersion7(now()).ToString();
        metadata["creationTimestamp"] = now().Rfc3339();
        return Put(kind, null, o);
    }

    /// <summary>Stores a changed copy; an equal one keeps its resourceVersion, as a real server's write of nothing does.</summary>
    public JsonObject Replace(ResourceKind kind, JsonObject o)
    {
        var before = Find(kind, o.Namespace(), o.Name()) ?? throw new InvalidOperationException($"{kind.Plural} {o.Name()} is not stored.");
        return JsonNode.DeepEquals(before, o) ? before : Put(kind, before, o);
    }

    public void Remove(ResourceKind kind, JsonObject o)
    {
        if (Find(kind, o.Namespace(), o.Name()) is not { } before)
        {
            return;
        }

        var key = Key(kind, o.Namespace(), o.Name());
        _objects[kind.Storage].Remove(key);
        Record(kind, key, before, null);
    }

    public IReadOnlyList<StoredChange> ChangesAfter(ResourceKind kind, long revision) =>
        [.. _history.SkipWhile(change => change.Revision <= revision).Where(change => change.Storage == kind.Storage)];

    /// <summary>The objects as they were at an earlier revision, by undoing what came later.</summary>
    public IReadOnlyList<JsonObject> AllAt(ResourceKind kind, string? ns, long revision)
    {
        var all = _objects.TryGetValue(kind.Storage, out var current)
            ? new SortedDictionary<string, JsonObject>(current, StringComparer.Ordinal)
            : new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var change in ChangesAfter(kind, revision).Reverse())
        {
            if (change.Before is null)
            {
                all.Remove(change.Key);
            }
            else
            {
                all[change.Key] = change.Before;
            }
        }

        return ns is null ? [.. all.Values] : [.. all.Values.Where(o => o.Namespace() == ns)];
    }

    /// <summary>Forgets the history, as etcd's compaction does every few minutes.</summary>
    public void Compact() => Compacted = Revision;

    private static string Key(ResourceKind kind, string? ns, string name) => kind.Namespaced ? $"{ns}/{name}" : name;

    private JsonObject Put(ResourceKind kind, JsonObject? before, JsonObject o)
    {
        if (!_objects.TryGetValue(kind.Storage, out var all))
        {
            _objects[kind.Storage] = all = new(StringComparer.Ordinal);
        }

        var after = o.Copy();
        after.Remove("kind");
        after.Remove("apiVersion");
        after.Make("metadata")["resourceVersion"] = (Revision + 1).ToString(CultureInfo.InvariantCulture);
        var key = Key(kind, o.Namespace(), o.Name());
        all[key] = after;
        Record(kind, key, before, after);
        return after;
    }

    private void Record(ResourceKind kind, string key, JsonObject? before, JsonObject? after)
    {
        Revision++;
        _history.Add(new StoredChange(Revision, kind.Storage, key, before, after));
        if (_history.Count > HistoryLimit)
        {
            var cut = HistoryLimit / 10;
            Compacted = Math.Max(Compacted, _history[cut - 1].Revision);
            _history.RemoveRange(0, cut);
        }

        var signal = _changed;
        _changed = NewSignal();
        signal.SetResult();
    }

    // Watchers resume on other threads: the writer holds the cluster's lock and must not run them inline.
    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
