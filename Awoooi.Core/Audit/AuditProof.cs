using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Awoooi.Core.Audit;

/// <summary>
/// Proves chains entry by entry, in order of chain and sequence: each hash is recomputed, no number is missing, heads end where the
/// entries end, and anchors name hashes that are still there (so a cut tail is seen). Dropped sealed beginnings are allowed: a chain
/// may start above 1, from the link that its first entry names.
/// </summary>
public sealed class AuditProof
{
    private readonly Dictionary<string, (long Seq, byte[] Hash)> _ends = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _starts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _broken = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, long), byte[]> _anchored = [];
    private readonly List<(string Chain, long Seq, byte[] Hash, DateTimeOffset At)> _anchors = [];
    private long _entries;
    private DateTimeOffset? _lastAnchor;
    private int _anchorCount;

    public void Add(StoredAuditEntry entry, byte[] previous, byte[] hash)
    {
        ArgumentNullException.ThrowIfNull(entry);
        _entries++;
        var known = _ends.TryGetValue(entry.Chain, out var end);
        if (!known)
        {
            _starts[entry.Chain] = entry.Seq;
            if (entry.Seq == 1 && previous.Length > 0)
            {
                Break(entry, "the first entry names an earlier one");
            }
        }
        else if (entry.Seq != end.Seq + 1)
        {
            Break(entry, string.Create(CultureInfo.InvariantCulture, $"entry {end.Seq + 1} is missing"));
        }
        else if (!previous.AsSpan().SequenceEqual(end.Hash))
        {
            Break(entry, "it does not follow the entry before it");
        }

        if (!AuditHash.Of(previous, entry).AsSpan().SequenceEqual(hash))
        {
            Break(entry, "its content does not match its hash");
        }

        _ends[entry.Chain] = (entry.Seq, hash);
        _anchored[(entry.Chain, entry.Seq)] = hash;
    }

    public void Head(string chain, long seq, byte[] hash)
    {
        if (!_ends.TryGetValue(chain, out var end) || end.Seq != seq || !end.Hash.AsSpan().SequenceEqual(hash))
        {
            _broken.TryAdd(chain, string.Create(CultureInfo.InvariantCulture, $"{chain}: the head says {seq} entries, the last one present is {(_ends.TryGetValue(chain, out var last) ? last.Seq : 0)}"));
        }
    }

    /// <summary>Heads is a JSON object of chain to <c>{seq, hash}</c> as text, exactly as the anchor's hash covers it.</summary>
    public void Anchor(DateTimeOffset at, string heads, byte[] hash)
    {
        _anchorCount++;
        _lastAnchor = at;
        if (!AnchorHash(at, heads).AsSpan().SequenceEqual(hash))
        {
            _broken.TryAdd("anchors", string.Create(CultureInfo.InvariantCulture, $"anchors: the anchor of {at:O} does not match its hash"));
            return;
        }

        foreach (var (chain, head) in JsonNode.Parse(heads)!.AsObject())
        {
            _anchors.Add((chain, head!["seq"]!.GetValue<long>(), Convert.FromHexString(head["hash"]!.GetValue<string>()), at));
        }
    }

    public static byte[] AnchorHash(DateTimeOffset at, string heads)
        => SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{at.UtcTicks / 10}\n{heads}")));

    public AuditVerification Verdict()
    {
        foreach (var (chain, seq, hash, at) in _anchors)
        {
            if (_starts.TryGetValue(chain, out var start) && seq < start)
            {
                continue;
            }

            if (!_anchored.TryGetValue((chain, seq), out var present) || !present.AsSpan().SequenceEqual(hash))
            {
                _broken.TryAdd(chain, string.Create(CultureInfo.InvariantCulture, $"{chain}: entry {seq}, anchored at {at:O}, is gone or another"));
            }
        }

        return new AuditVerification(_entries, _ends.Count, _anchorCount, [.. _broken.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)], _lastAnchor);
    }

    private void Break(StoredAuditEntry entry, string why) => _broken.TryAdd(entry.Chain, string.Create(CultureInfo.InvariantCulture, $"{entry.Chain}: entry {entry.Seq}: {why}"));
}
