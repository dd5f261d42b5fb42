using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Trust;

public sealed class StandingOrderTests
{
    private const string Class = "home:KubePodCrashLooping:shop/cart";
    private static readonly Plan Plan = A.Plan(risk: RiskLevel.Medium);

    internal static StandingOrder Order(Plan plan) => new()
    {
        Id = new Guid("018f0000-0000-7000-8000-00000000000a"),
        ClassKey = Class,
        Operation = plan.Operation,
        Risk = plan.Risk,
        Template = PlanHash.OfTemplate(plan),
        PolicyVersion = plan.PolicyVersion,
        PerDay = 3,
        GrantedBy = ["Chen Yu"],
        GrantedWith = A.ApprovalId,
        GrantedAt = An.Noon.AddDays(-1),
        ExpiresAt = An.Noon.AddDays(29),
    };

    public static TheoryData<StandingOrder, StandingOrderVoid?> Cases => new()
    {
        { Order(Plan), null },
        { Order(Plan) with { RevokedAt = An.Noon }, StandingOrderVoid.Revoked },
        { Order(Plan) with { ExpiresAt = An.Noon }, StandingOrderVoid.Expired },
        { Order(Plan) with { ExpiresAt = An.Noon.AddTicks(1) }, null },
        { Order(Plan) with { ClassKey = "other" }, StandingOrderVoid.OtherDomain },
        { Order(Plan) with { Operation = Operation.ScaleUp }, StandingOrderVoid.OtherDomain },
        { Order(Plan) with { Risk = RiskLevel.Low }, StandingOrderVoid.RiskDiffers },
        { Order(Plan) with { PolicyVersion = "older" }, StandingOrderVoid.PolicyDiffers },
        { Order(Plan) with { Template = "0" }, StandingOrderVoid.TemplateDiffers },
        { Order(Plan) with { UsedToday = 2 }, null },
        { Order(Plan) with { UsedToday = 3 }, StandingOrderVoid.UsedUpToday },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    internal void An_order_covers_only_what_was_signed(StandingOrder order, StandingOrderVoid? expected)
        => Assert.Equal(expected, order.Evaluate(Class, Plan, An.Noon));

    [Theory]
    [InlineData(Operation.RestartPod, RiskLevel.Low, true)]
    [InlineData(Operation.RestartPod, RiskLevel.Medium, true)]
    [InlineData(Operation.RestartPod, RiskLevel.High, false)]
    [InlineData(Operation.ScaleDown, RiskLevel.Medium, true)]
    [InlineData(Operation.Rollback, RiskLevel.Medium, false)]
    [InlineData(Operation.Manual, RiskLevel.Low, false)]
    public void Orders_exist_for_low_and_medium_only(Operation operation, RiskLevel risk, bool may)
        => Assert.Equal(may, StandingOrder.MayCover(operation, risk));
}
