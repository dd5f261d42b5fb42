using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>When the current program was rolled out and what ran before it.</summary>
internal static class Rollout
{
    private static readonly TimeSpan Recent = TimeSpan.FromHours(24);

    public static IEnumerable<Evidence> Facts(WorkloadFacts workload, ClusterSnapshot cluster)
    {
        var revisions = workload.Revisions.OrderByDescending(revision => revision.Revision).ToList();
        if (revisions.Count == 0)
        {
            yield break;
        }

        // A restart makes a revision with the same program: the rollout is the oldest of the run of equal templates.
        var current = revisions[0];
        var began = revisions.TakeWhile(revision => revision.TemplateHash == current.TemplateHash).Last();
        var previous = revisions.Find(revision => revision.TemplateHash != current.TemplateHash);
        var (subject, at) = (workload.Ref.ToString(), cluster.ObservedAt);
        if (at - began.CreatedAt <= Recent)
        {
            var images = string.Join(", ", current.Images);
            yield return Fact(
                EvidenceKind.WorkloadRollout,
                subject,
                began.CreatedAt,
                $"revision {current.Revision} ({images}) rolled out at {began.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC",
                ("revision", Text(current.Revision)),
                ("age_minutes", Text(Minutes(began.CreatedAt, at))),
                ("minutes_before_alert", Text(Minutes(began.CreatedAt, cluster.OnsetAt ?? at))),
                ("images", images),
                ("first", Text(previous is null)));
        }

        if (previous is not null)
        {
            var images = string.Join(", ", previous.Images);
            yield return Fact(EvidenceKind.WorkloadPreviousRevision, subject, previous.CreatedAt, $"revision {previous.Revision} ({images}) ran before", ("revision", Text(previous.Revision)), ("images", images));
        }
    }

    /// <summary>Whether the pod runs the workload's current template; null when it cannot be told.</summary>
    public static bool? IsCurrent(PodFacts pod, WorkloadFacts? workload)
    {
        var revisions = workload?.Revisions ?? [];
        if (revisions.Count == 0)
        {
            return null;
        }

        var mine = revisions.FirstOrDefault(revision => BelongsTo(pod, revision));
        var newest = revisions.MaxBy(revision => revision.Revision)!;
        return mine is null ? null : mine.TemplateHash == newest.TemplateHash;
    }

    private static bool BelongsTo(PodFacts pod, RevisionFacts revision)
        => pod.Labels.TryGetValue("pod-template-hash", out var template) ? revision.Name.EndsWith($"-{template}", StringComparison.Ordinal)
            : pod.Labels.TryGetValue("controller-revision-hash", out var controller) ? revision.Name == controller || revision.Name.EndsWith($"-{controller}", StringComparison.Ordinal)
            : pod.Name.StartsWith($"{revision.Name}-", StringComparison.Ordinal);
}
