using System.Reflection;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation;
using Awoooi.Core.Remediation.GuardRails;
using Awoooi.Core.Trust;
using Awoooi.Tests.Remediation.GuardRails;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Remediation;

public sealed class ApprovedActionTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
    private static readonly Signer Chen = A.Commander("Chen Yu");

    [Theory]
    [InlineData(typeof(ApprovedAction))]
    [InlineData(typeof(GuardRailVerdict))]
    public void Nobody_outside_core_can_make_one(Type type)
    {
        Assert.True(type.IsSealed);
        Assert.All(type.GetConstructors(Everything), constructor => Assert.True(constructor.IsPrivate || constructor.IsAssembly));
        Assert.All(type.GetProperties(Everything), property => Assert.Null(property.SetMethod));
        Assert.Null(type.GetMethod("<Clone>$", Everything));
    }

    [Fact]
    public void No_public_member_of_core_hands_an_action_out()
    {
        var makers = from type in typeof(ApprovedAction).Assembly.GetTypes()
                     from method in type.GetMethods(Everything)
                     where Mentions(method.ReturnType) && (method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly) && type.IsVisible
                     select $"{type.Name}.{method.Name}";

        Assert.Empty(makers);
    }

    [Fact]
    public void A_started_quorum_with_passed_guard_rails_is_granted() => Assert.NotNull(Grant(Started(RiskLevel.High)));

    [Fact]
    public void What_runs_alone_is_granted_for_low_risk_only()
    {
        var auto = A.Accepted(A.Approval(RiskLevel.Low, mode: DecisionMode.Auto).Start(An.Noon));
        var order = A.Accepted(A.Request(A.Plan(risk: RiskLevel.Medium), DecisionMode.Auto, order: Guid.Empty).Open(1, An.Noon).Start(An.Noon));
        var overreaching = A.Accepted(A.Approval(RiskLevel.Medium, mode: DecisionMode.Auto).Start(An.Noon));

        Assert.NotNull(Grant(auto));
        Assert.NotNull(Grant(order));
        Assert.Null(Grant(overreaching));
    }

    public static TheoryData<string> Flaws => ["state", "authority", "signature voided", "signature of another plan", "plan swapped", "hash swapped", "too early", "rails refused", "rails of another plan", "proposer"];

    [Theory]
    [MemberData(nameof(Flaws))]
    public void One_flaw_is_enough_to_refuse(string flaw)
    {
        var good = Started(RiskLevel.High);
        var other = A.Plan(risk: RiskLevel.High, uid: "another");

        var action = flaw switch
        {
            "state" => Grant(good with { State = ApprovalState.Approved }),
            "authority" => Grant(good with { Authority = Authority.None }),
            "signature voided" => Grant(good with { Signatures = [good.Signatures[0] with { Voided = VoidReason.PlanChanged }] }),
            "signature of another plan" => Grant(good with { Signatures = [good.Signatures[0] with { PlanHash = PlanHash.Of(other) }] }),
            "plan swapped" => Grant(good with { Plan = other }),
            "hash swapped" => Grant(good with { PlanHash = PlanHash.Of(other) }),
            "too early" => Grant(good, now: An.Noon.AddTicks(-1)),
            "rails refused" => Grant(good, rails: GuardRailTests.Passing(good.Plan) with { Frozen = true }),
            "rails of another plan" => Grant(good, rails: GuardRailTests.Passing(other)),
            _ => Grant(good with { ProposedBy = Chen.PersonId }),
        };

        Assert.Null(action);
    }

    private static Approval Started(RiskLevel risk)
    {
        var approval = A.Approval(risk);
        return A.Accepted(A.Accepted(approval.Sign(Chen, A.Yes(approval), A.Moment())).Start(An.Noon));
    }

    private static ApprovedAction? Grant(Approval approval, GuardRailFacts? rails = null, DateTimeOffset? now = null)
        => ApprovedAction.Grant(approval, GuardRailSet.Evaluate(rails ?? GuardRailTests.Passing(approval.Plan, Authority.Quorum), new GuardRailLimits()), A.Moment().Rules, now ?? An.Noon);

    private static bool Mentions(Type type)
        => type == typeof(ApprovedAction) || (type.HasElementType && Mentions(type.GetElementType()!)) || type.GetGenericArguments().Any(Mentions);
}
