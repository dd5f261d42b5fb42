using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Awoooi.Core.Alerts;

/// <summary>A small immutable map of names to texts, sorted by name (ordinal); two lists of the same pairs give the same set.</summary>
public sealed class LabelDictionary : IReadOnlyDictionary<string, string>
{
    private readonly KeyValuePair<string, string>[] _pairs;

    private LabelDictionary(KeyValuePair<string, string>[] sorted) => _pairs = sorted;

    public static LabelDictionary Empty { get; } = new([]);

    public int Count => _pairs.Length;

    public IEnumerable<string> Keys => _pairs.Select(pair => pair.Key);

    public IEnumerable<string> Values => _pairs.Select(pair => pair.Value);

    /// <summary>The value, or the empty text when the name is missing.</summary>
    public string this[string key] => TryGetValue(key, out var value) ? value : "";

    /// <summary>Names must be distinct.</summary>
    public static LabelDictionary Of(IReadOnlyCollection<KeyValuePair<string, string>> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        if (pairs.Count == 0)
        {
            return Empty;
        }

        var sorted = pairs.ToArray();
        Array.Sort(sorted, static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return new LabelDictionary(sorted);
    }

    public static LabelDictionary Of(IReadOnlyDictionary<string, string> map) => map as LabelDictionary ?? Of((IReadOnlyCollection<KeyValuePair<string, string>>)map);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var low = 0;
        var high = _pairs.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = string.CompareOrdinal(_pairs[middle].Key, key);
            if (order == 0)
            {
                value = _pairs[middle].Value;
                return true;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        value = null;
        return false;
    }

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, string>>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
