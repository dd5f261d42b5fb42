using Awoooi.Core.Approvals;
using Awoooi.Core.Autonomy;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Components.Nexus;
using Bunit;

namespace Awoooi.Tests.Components.Nexus;

public class NexusViewTests : FaceContext
{
    private NexusModel Model => new()
    {
        Index = new AutonomyIndex(new(0, 0), new(0, 0), []),
        Workloads = new WorkloadsSeen([Seen("cart", 3), Seen("web", 1), Seen("tax", 0)], 0, Clock.GetUtcNow(), null),
        Counts = new IncidentCounts(0, 0, 12, Clock.GetUtcNow()),
        First = [],
        Waiting = 0,
        Handled = 0,
        NeedPeople = 0,
        Story = [],
    };

    [Theory]
    [InlineData(0, 0, "—")]
    [InlineData(3, 0, "100")]
    [InlineData(9999, 1, "99.9")]
    [InlineData(312, 4, "98.7")]
    [InlineData(0, 5, "0.0")]
    public void The_index_is_never_a_false_whole(int ai, int people, string shown)
        => Assert.Equal(shown, IndexPanel.Number(new AutonomyWindow(ai, people)));

    [Fact]
    public void Without_events_it_says_so_and_draws_no_share()
    {
        var page = Show(Model);

        Assert.Equal("Nothing to resolve in 24\u00a0h", page.Find(".side .note").TextContent);
        Assert.Empty(page.FindAll(".split"));
    }

    [Fact]
    public void Workloads_stand_for_services_and_are_called_so()
    {
        var page = Show(Model);

        Assert.Equal("1/3", page.Find("[data-testid=workloads]").TextContent);
        Assert.Equal("3 workloads seen in the cluster, 1 ok · 1 partly ready · 1 down", page.Find("[role=img][aria-label*=workloads]").GetAttribute("aria-label"));
    }

    [Theory]
    [InlineData(59, "1/3", null)]
    [InlineData(61, "1/3", "as of")]
    [InlineData(301, "—", "no data since")]
    public void A_silent_cluster_makes_the_number_old_and_then_no_number(int age, string value, string? note)
    {
        var page = Show(Model with { Workloads = Model.Workloads with { At = Clock.GetUtcNow().AddSeconds(-age), Fault = ClusterFault.NoAnswer } });

        Assert.Equal(value, page.Find("[data-testid=workloads]").TextContent);
        Assert.Contains(note ?? "", page.Find(".pulse .note").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, null, "Nothing needs you")]
    [InlineData(2, 2, null, "Nothing needs you")]
    [InlineData(2, 1, null, "No decision is asked for")]
    [InlineData(0, 0, "missing.source", "No source heard for 2\u00a0h, so quiet is not proven")]
    public void Quiet_is_said_only_when_it_is_proven(int open, int handled, string? missing, string said)
    {
        var page = Show(Model with { Counts = new IncidentCounts(open, 0, 0, null), Handled = handled, MissingLink = missing });

        Assert.Equal(said, page.Find("[data-testid=quiet]").TextContent);
    }

    [Fact]
    public void Old_numbers_are_grey_say_how_old_they_are_and_prove_no_quiet()
    {
        var page = Render<NexusView>(view => view.Add(it => it.Model, Model).Add(it => it.Rules, new ApprovalRules()).Add(it => it.AsOf, Clock.GetUtcNow()));

        Assert.True(page.Find(".nexus").HasAttribute("data-stale"));
        Assert.Contains("as of", page.Find(".hd").TextContent, StringComparison.Ordinal);
        Assert.Equal("No decision is asked for", page.Find("[data-testid=quiet]").TextContent);
    }

    [Fact]
    public void With_nothing_to_decide_there_is_no_zone()
        => Assert.Empty(Show(Model).FindAll(".zone"));

    [Fact]
    public void What_waits_is_listed_and_the_rest_is_counted()
    {
        var approval = A.Approval() with { CreatedAt = Clock.GetUtcNow().AddMinutes(-4) };
        var page = Show(Model with { First = [new WaitingDecision(approval, null)], Waiting = 5, OldestSince = approval.CreatedAt });

        Assert.Single(page.FindAll("[data-testid=decision]"));
        Assert.Contains("and 4 more", page.Find(".zone .more").TextContent, StringComparison.Ordinal);
        Assert.Contains("Oldest waits 4\u00a0min", page.Find(".pulse").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_readings_print_alike_and_a_new_alert_does_not()
    {
        Assert.Equal(Model.Print, Model.Print);
        Assert.NotEqual(Model.Print, (Model with { Counts = Model.Counts with { Firing = 1 } }).Print);
    }

    private IRenderedComponent<NexusView> Show(NexusModel model) => Render<NexusView>(view => view.Add(it => it.Model, model).Add(it => it.Rules, new ApprovalRules()));

    private static WorkloadReadiness Seen(string name, int ready) => new(new WorkloadRef(WorkloadKind.Deployment, "shop", name), ready, 3);
}
