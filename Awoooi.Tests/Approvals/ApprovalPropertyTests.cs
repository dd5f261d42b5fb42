using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.GuardRails;
using Awoooi.Core.Trust;
using Awoooi.Tests.Remediation.GuardRails;
using Awoooi.Tests.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace Awoooi.Tests.Approvals;

public sealed class ApprovalPropertyTests
{
    private static readonly Signer[] People =
    [
        A.Person("Lin Wei"), A.Person("Mei Lin", stepUp: An.Noon), A.Commander("Chen Yu"), A.Commander("Wu Tan"), A.Person("Ho Bo", Roles.Monitor),
        A.Commander("Old Token") with { Via = SignedVia.Token }, A.Person("Proposer", Roles.Sre | Roles.Commander, stepUp: An.Noon), A.Commander("Young") with { AccountChangedAt = An.Noon.AddHours(-1) },
    ];

    private static readonly Guid Proposer = People[6].PersonId;

    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000).WithStartSize(5).WithEndSize(60);

    [Fact]
    public void No_sequence_of_acts_reaches_executing_without_authority()
    {
        var reached = new HashSet<(RiskLevel, Authority)>();
        ForAll((first, steps) => AssertAuthority(first, steps, reached));

        // The walks prove something only if they get there.
        Assert.Subset(
            reached,
            new HashSet<(RiskLevel, Authority)> { (RiskLevel.Medium, Authority.Quorum), (RiskLevel.High, Authority.Quorum), (RiskLevel.Critical, Authority.Quorum), (RiskLevel.Critical, Authority.BreakGlass) });
    }

    private static void AssertAuthority(Approval first, IReadOnlyList<int> steps, HashSet<(RiskLevel, Authority)> reached)
    {
        foreach (var (before, act, after) in Walk(first, steps))
        {
            Assert.True(after.State is not (ApprovalState.Approved or ApprovalState.Executing) || after.Authority != Authority.None, $"{before.State} by {act}");
            Assert.True(before.State == after.State || ApprovalTransitions.Allows(before.State, after.State), $"{before.State} → {after.State} by {act}");
            if (after.State == ApprovalState.Executing)
            {
                reached.Add((after.Risk, after.Authority));
            }

            if (after.State == ApprovalState.Executing && after.Authority == Authority.Quorum)
            {
                var counted = after.Signatures.Where(signature => signature.Voided is null && signature.Decision == SignatureDecision.Approve && signature.PlanHash == after.PlanHash).ToList();
                Assert.Equal(counted.Count, counted.Select(signature => signature.PersonId).Distinct().Count());
                Assert.DoesNotContain(counted, signature => signature.PersonId == Proposer);
                Assert.DoesNotContain(counted, signature => signature.Name == "Ho Bo");
                Assert.True(Enough(after.Risk, counted), $"{after.Risk} with {counted.Count}");
            }
        }
    }

    [Fact]
    public void One_rejection_stops_for_ever() => ForAll((first, steps) =>
    {
        var rejected = false;
        foreach (var (_, _, after) in Walk(first, steps))
        {
            rejected |= after.Signatures.Any(signature => signature.Decision == SignatureDecision.Reject);
            Assert.True(!rejected || after.State == ApprovalState.Rejected);
        }
    });

    [Fact]
    public void A_voided_signature_never_counts_again_and_no_word_is_lost() => ForAll((first, steps) =>
    {
        foreach (var (before, _, after) in Walk(first, steps))
        {
            Assert.True(after.Signatures.Count >= before.Signatures.Count);
            for (var i = 0; i < before.Signatures.Count; i++)
            {
                Assert.True(before.Signatures[i].Voided is null || after.Signatures[i].Voided == before.Signatures[i].Voided);
                Assert.Equal(before.Signatures[i] with { Voided = null }, after.Signatures[i] with { Voided = null });
            }

            Assert.DoesNotContain(after.Approvals, signature => signature.Voided is not null || signature.PlanHash != after.PlanHash);
        }
    });

    [Fact]
    public void Only_what_started_with_authority_becomes_an_action() => ForAll((first, steps) =>
    {
        foreach (var (_, _, after) in Walk(first, steps))
        {
            var rails = GuardRailSet.Evaluate(GuardRailTests.Passing(after.Plan, after.Authority), new GuardRailLimits());
            var action = ApprovedAction.Grant(after, rails, A.Moment().Rules, An.Noon.AddMinutes(5));
            Assert.Equal(after.State == ApprovalState.Executing, action is not null);
        }
    });

    private static bool Enough(RiskLevel risk, List<Signature> counted) => risk switch
    {
        RiskLevel.Critical => counted.Count >= 2 && counted.Any(signature => signature.Weight == SignatureWeight.Commander) && counted.All(signature => signature.Via == SignedVia.Browser),
        RiskLevel.High => counted.Any(signature => signature.Weight == SignatureWeight.Commander) || (counted.Count >= 2 && counted.Any(signature => signature.Via == SignedVia.Browser)),
        _ => counted.Count >= 1,
    };

    private static IEnumerable<(Approval Before, string Act, Approval After)> Walk(Approval approval, IEnumerable<int> steps)
    {
        var seconds = 0;
        foreach (var step in steps)
        {
            var now = An.Noon.AddSeconds(seconds++);
            var before = approval;
            var (act, outcome) = Step(approval, step & 0xffff, now);
            if (outcome is ApprovalOutcome.Accepted accepted)
            {
                approval = accepted.Approval;
            }

            yield return (before, act, approval);
        }
    }

    private static (string Act, ApprovalOutcome Outcome) Step(Approval approval, int step, DateTimeOffset now)
    {
        var who = People[(step >> 4) % People.Length];
        return (step % 16) switch
        {
            <= 4 => ("sign", approval.Sign(who, A.Yes(approval), A.Moment(now))),
            5 when step % 5 == 0 => ("reject", approval.Sign(who, A.No(approval), A.Moment(now))),
            6 => ("take back", approval.TakeBack(who, now)),
            7 when step % 3 == 0 => ("withdraw", approval.Withdraw(who, "r", now)),
            8 when step % 3 == 0 => ("change", approval.Change("r", now)),
            9 when step % 7 == 0 => ("break glass", approval.BreakGlass(who, A.Yes(approval) with { Reason = "r" }, A.Moment(now))),
            10 => ("extend", approval.Extend(who, A.Green(), now)),
            11 => ("expire", approval.Expire(now)),
            12 when step % 7 == 0 => ("supersede", approval.Supersede(9, now)),
            13 => ("stale", approval.Sign(who, A.Yes(approval) with { PlanHash = "0" }, A.Moment(now))),
            14 => ("advance", approval.Advance((ApprovalState)((step >> 4) % 17), "awoooi", null, now)),
            _ => ("start", approval.Start(now)),
        };
    }

    private static void ForAll(Action<Approval, IReadOnlyList<int>> holds)
        => Prop.ForAll(
            Gen.Choose(0, 3).Select(risk => A.Approval((RiskLevel)risk, proposedBy: Proposer)).ToArbitrary(),
            Gen.Choose(0, 0xffff).ListOf().Select(steps => (IReadOnlyList<int>)[.. steps]).ToArbitrary(),
            (approval, steps) => holds(approval, steps)).Check(Thorough);
}
