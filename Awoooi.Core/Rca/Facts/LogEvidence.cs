using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Typed facts from the last lines of a crashed container, and the lines themselves for people.</summary>
internal static class LogEvidence
{
    private const int MaxFacts = 5;

    public static IEnumerable<Evidence> From(ContainerLog log, DateTimeOffset at)
    {
        var subject = Subjects.Pod(log.Namespace, log.Pod);
        var facts = log.Lines
            .Select(line => (Line: line, Fact: LogLine.Classify(line)))
            .Where(pair => pair.Fact is not null)
            .DistinctBy(pair => pair.Fact)
            .TakeLast(MaxFacts);
        foreach (var (line, fact) in facts)
        {
            (string, string)[] values = fact!.Name is { } name ? [(name, fact.Value)] : [];
            var what = fact.Kind["log.".Length..].Replace('-', ' ');
            yield return Fact(fact.Kind, subject, at, $"log of {log.Container}: {what}{(fact.Value.Length > 0 ? $" {fact.Value}" : "")}", values) with { Excerpt = line };
        }

        if (log.Lines.Count > 0)
        {
            // The end of a log tells most; the pack cuts at the end.
            var text = string.Join('\n', log.Lines);
            var tail = text.Length > EvidencePack.MaxExcerpt ? text[^EvidencePack.MaxExcerpt..] : text;
            yield return Fact(EvidenceKind.LogTail, subject, at, $"last {log.Lines.Count} lines of {log.Container} in {log.Pod}", ("container", log.Container), ("lines", Text(log.Lines.Count))) with { Excerpt = tail };
        }
    }
}
