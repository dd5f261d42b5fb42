namespace Awoooi.Core.Alerts;

/// <summary>Brings labels and annotations within their caps without letting two different alerts become one.</summary>
internal static class LabelCaps
{
    /// <summary>Stands in for what was cut or cleaned away: a digest over the labels as sent.</summary>
    public const string DigestLabel = "awoooi_labels_sha256";

    public static LabelDictionary Apply(IReadOnlyList<KeyValuePair<string, string>> sent, int valueCap, List<string> notes, bool keepIdentity)
    {
        if (sent.Count == 0)
        {
            return LabelDictionary.Empty;
        }

        var kept = new Dictionary<string, string>(Math.Min(sent.Count, StorableText.LabelCount), StringComparer.Ordinal);
        var (cut, altered) = (0, false);
        foreach (var (name, value) in InOrderOfUse(sent))
        {
            var (cleanName, nameCut) = StorableText.Clean(name, StorableText.NameCap);
            var (cleanValue, valueCut) = StorableText.Clean(value, valueCap);
            altered |= !ReferenceEquals(cleanName, name) || !ReferenceEquals(cleanValue, value);
            cut += nameCut || valueCut ? 1 : 0;
            if (kept.Count == StorableText.LabelCount || !kept.TryAdd(cleanName, cleanValue))
            {
                (cut, altered) = (cut + 1, true);
            }
        }

        var what = keepIdentity ? "labels" : "annotations";
        if (cut > 0)
        {
            notes.Add($"{cut} {what} were cut or left out (at most {StorableText.LabelCount} of {valueCap} characters).");
        }

        if (keepIdentity && altered)
        {
            if (kept.Count == StorableText.LabelCount)
            {
                kept.Remove(kept.Keys.OrderBy(name => Targets.VictimLabels.All.Contains(name) ? 0 : 1).ThenBy(name => name, StringComparer.Ordinal).Last());
            }

            kept[DigestLabel] = AlertIdentity.KeyOf("", LabelDictionary.Of(sent));
        }

        return LabelDictionary.Of((IReadOnlyCollection<KeyValuePair<string, string>>)kept);
    }

    // With too many labels those that name the victim are kept first; the rest by name, so that the order sent does not matter.
    private static IEnumerable<KeyValuePair<string, string>> InOrderOfUse(IReadOnlyList<KeyValuePair<string, string>> sent) =>
        sent.Count <= StorableText.LabelCount
            ? sent
            : sent.OrderBy(pair => Targets.VictimLabels.All.Contains(pair.Key) ? 0 : 1).ThenBy(pair => pair.Key, StringComparer.Ordinal);
}
