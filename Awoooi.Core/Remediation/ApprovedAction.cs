using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.GuardRails;

namespace Awoooi.Core.Remediation;

/// <summary>The only thing that can be executed. Made in this assembly alone, from guard-rails that passed and an approval that has its authority.</summary>
public sealed class ApprovedAction
{
    private ApprovedAction(Approval approval) => (ApprovalId, ShortId, Plan, PlanHash, Authority) = (approval.Id, approval.ShortId, approval.Plan, approval.PlanHash, approval.Authority);

    public Guid ApprovalId { get; }

    public string ShortId { get; }

    public Plan Plan { get; }

    public string PlanHash { get; }

    public Authority Authority { get; }

    /// <summary>Null unless everything holds for exactly this plan: started, with authority, past its undo window, guard-rails passed, signatures still a quorum.</summary>
    internal static ApprovedAction? Grant(Approval approval, GuardRailVerdict rails, ApprovalRules rules, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(approval);
        ArgumentNullException.ThrowIfNull(rails);
        ArgumentNullException.ThrowIfNull(rules);
        var hash = Plans.PlanHash.Of(approval.Plan);
        var holds = approval.State == ApprovalState.Executing
            && approval.NotBefore <= now
            && rails.Passed
            && rails.PlanHash == hash
            && approval.PlanHash == hash
            && HasAuthority(approval, rules);
        return holds ? new ApprovedAction(approval) : null;
    }

    private static bool HasAuthority(Approval approval, ApprovalRules rules) => approval.Authority switch
    {
        Authority.Automatic => approval.Risk == RiskLevel.Low,
        Authority.StandingOrder => approval.StandingOrderId is not null && approval.Risk <= RiskLevel.Medium,
        Authority.Quorum => rules.Policies.For(approval.Risk).IsMet(approval.Approvals.Where(signature => signature.PersonId != approval.ProposedBy && !approval.EditedBy.Contains(signature.PersonId))),
        Authority.OnePerson => rules.OnePerson && approval.Approvals.Any(signature => signature is { Weight: SignatureWeight.Commander, Via: SignedVia.Browser }),
        Authority.BreakGlass => approval.Approvals.Any(signature => signature is { Weight: SignatureWeight.Commander, Via: SignedVia.Browser }),
        _ => false,
    };
}
