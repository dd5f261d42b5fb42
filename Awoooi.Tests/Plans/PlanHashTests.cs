using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Plans;

public sealed class PlanHashTests
{
    public static TheoryData<string> Changes => [.. Variants.Keys];

    private static readonly Plan Base = A.Scale(3, 4);

    private static readonly Dictionary<string, Plan> Variants = new()
    {
        ["approval"] = Base with { ApprovalId = new Guid("018f0000-0000-7000-8000-000000000232") },
        ["cluster"] = Base with { Target = Base.Target with { Cluster = "other" } },
        ["operation"] = Base with { Operation = Operation.ScaleDown },
        ["kind"] = Base with { Target = Base.Target with { Workload = A.Cart with { Kind = WorkloadKind.StatefulSet } } },
        ["namespace"] = Base with { Target = Base.Target with { Workload = A.Cart with { Namespace = "shop2" } } },
        ["name"] = Base with { Target = Base.Target with { Workload = A.Cart with { Name = "cart2" } } },
        ["uid"] = Base with { Target = Base.Target with { Uid = "u2" } },
        ["generation"] = Base with { Target = Base.Target with { Generation = 8 } },
        ["pod"] = Base with { Target = Base.Target with { Pod = "p" } },
        ["empty pod"] = Base with { Target = Base.Target with { Pod = "" } },
        ["pod uid"] = Base with { Target = Base.Target with { PodUid = "p" } },
        ["parameter value"] = A.Scale(3, 5),
        ["parameter added"] = Base with { Parameters = new Dictionary<string, string>(Base.Parameters) { ["x"] = "" } },
        ["parameter gone"] = Base with { Parameters = new Dictionary<string, string>() },
        ["undo kind"] = Base with { Undo = Base.Undo with { Kind = UndoKind.None } },
        ["undo parameter"] = Base with { Undo = Base.Undo with { Parameters = new Dictionary<string, string> { [PlanParameters.Replicas] = "2" } } },
        ["risk"] = Base with { Risk = RiskLevel.Medium },
        ["policy"] = Base with { PolicyVersion = "other" },
        ["borders moved"] = Base with { Target = Base.Target with { Workload = A.Cart with { Namespace = "sho", Name = "pcart" } } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_change_of_any_member_changes_the_hash(string change) => Assert.NotEqual(PlanHash.Of(Base), PlanHash.Of(Variants[change]));

    [Fact]
    public void No_two_variants_share_a_hash() => Assert.Equal(Variants.Count, Variants.Values.Select(PlanHash.Of).Distinct().Count());

    [Fact]
    public void The_order_of_parameters_does_not_matter()
    {
        var reversed = Base with { Parameters = Base.Parameters.Reverse().ToDictionary(pair => pair.Key, pair => pair.Value) };

        Assert.Equal(PlanHash.Of(Base), PlanHash.Of(reversed));
        Assert.Matches("^[0-9a-f]{64}$", PlanHash.Of(Base));
    }

    [Fact]
    public void Broken_text_has_no_hash()
        => Assert.ThrowsAny<ArgumentException>(() => PlanHash.Of(Base with { PolicyVersion = "\ud800" }));

    [Fact]
    public void A_template_pins_the_step_but_not_size_uid_and_generation()
    {
        var same = A.Scale(5, 6, uid: "u2") with { ApprovalId = new Guid("018f0000-0000-7000-8000-000000000239") };

        Assert.Equal(PlanHash.OfTemplate(Base), PlanHash.OfTemplate(same));
        Assert.NotEqual(PlanHash.OfTemplate(Base), PlanHash.OfTemplate(A.Scale(3, 5)));
        Assert.NotEqual(PlanHash.OfTemplate(Base), PlanHash.OfTemplate(Base with { Target = Base.Target with { Workload = A.Cart with { Name = "cart2" } } }));
        Assert.NotEqual(PlanHash.OfTemplate(Base), PlanHash.OfTemplate(Base with { Target = Base.Target with { Cluster = "other" } }));
    }
}
