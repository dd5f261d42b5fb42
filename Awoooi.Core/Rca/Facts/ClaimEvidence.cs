using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>The phase of a volume claim that the victim uses.</summary>
internal static class ClaimEvidence
{
    public static Evidence From(ClaimFacts claim, DateTimeOffset at)
    {
        var subject = Subjects.Claim(claim.Namespace, claim.Name);
        return claim.Phase switch
        {
            "Bound" => Fact(EvidenceKind.ClaimBound, subject, at, $"claim {claim.Name} is bound", ("name", claim.Name)),
            "Lost" => Fact(EvidenceKind.ClaimLost, subject, at, $"claim {claim.Name} lost its volume", ("name", claim.Name)),
            _ => Fact(EvidenceKind.ClaimPending, subject, at, $"claim {claim.Name} is pending", ("name", claim.Name), ("storage_class", claim.StorageClass ?? "")) with { Excerpt = SecretMask.Apply(claim.LastEvent ?? "") },
        };
    }
}
