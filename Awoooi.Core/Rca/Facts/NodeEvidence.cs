using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Facts about a node that the victim stands on.</summary>
internal static class NodeEvidence
{
    public static IEnumerable<Evidence> From(NodeFacts node, DateTimeOffset at)
    {
        var subject = Subjects.Node(node.Name);
        if (node.Ready is true)
        {
            yield return Fact(EvidenceKind.NodeReady, subject, at, $"node {node.Name} is ready", ("node", node.Name));
        }
        else
        {
            var minutes = node.ReadyChangedAt is { } since ? Minutes(since, at) : 0;
            var how = node.Ready is null ? "has gone silent" : "is not ready";
            yield return Fact(EvidenceKind.NodeNotReady, subject, node.ReadyChangedAt ?? at, $"node {node.Name} {how}", ("node", node.Name), ("silent", Text(node.Ready is null)), ("minutes", Text(minutes)));
        }

        foreach (var pressure in node.Pressures)
        {
            yield return Fact(EvidenceKind.NodePressure, subject, at, $"node {node.Name} reports {pressure}", ("node", node.Name), ("pressure", pressure));
        }

        if (node.Cordoned)
        {
            yield return Fact(EvidenceKind.NodeCordoned, subject, at, $"node {node.Name} takes no new pods", ("node", node.Name));
        }
    }
}
