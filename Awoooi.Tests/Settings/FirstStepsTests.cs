using Awoooi.Core.Settings;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Settings;

public class FirstStepsTests
{
    private static readonly TestAlertRun Whole = new("INC-1", An.Noon, An.Noon.AddSeconds(0.3), An.Noon.AddSeconds(0.4));

    private static readonly FirstRunFacts Connected = new()
    {
        LastTest = Whole,
        Heard = ["alertmanager"],
        Cluster = new ClusterStanding(true, 9, 0),
        Signers = 2,
        AllowedNamespaces = 1,
    };

    [Fact]
    public void A_new_installation_has_no_step_done_and_leads_with_them()
    {
        var steps = FirstSteps.Of(new FirstRunFacts());

        Assert.Empty(steps.Done);
        Assert.Equal((FirstStep.TestAlert, true, false, false), (steps.Current, steps.Shown, steps.MayEnd, steps.Folded));
    }

    [Fact]
    public void With_everything_connected_nothing_is_shown()
    {
        var steps = FirstSteps.Of(Connected);

        Assert.Equal(FirstSteps.All, steps.Done);
        Assert.Equal((null, true, false), (steps.Current, steps.Complete, steps.Shown));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    public void A_test_alert_counts_once_it_was_read_and_closed(bool read, bool closed, bool done)
    {
        var test = Whole with { AnalysedAt = read ? An.Noon : null, ResolvedAt = closed ? An.Noon : null };

        Assert.Equal(done, IsDone(FirstStep.TestAlert, Connected with { LastTest = test }));
    }

    [Theory]
    [InlineData("alertmanager", true)]
    [InlineData("grafana", true)]
    [InlineData("standard", false)]
    public void A_payload_by_hand_is_no_monitoring_source(string heard, bool done)
    {
        var facts = Connected with { Heard = [heard] };

        Assert.Equal(done, IsDone(FirstStep.MonitoringSource, facts));
        Assert.True(FirstSteps.Of(facts).MayEnd);
    }

    [Theory]
    [InlineData(true, 9, 0, true)]
    [InlineData(true, 0, 0, true)]
    [InlineData(true, 9, 1, false)]
    [InlineData(false, 0, 0, false)]
    public void The_cluster_counts_when_it_answers_and_lacks_no_permission(bool answers, int permissions, int missing, bool done)
        => Assert.Equal(done, IsDone(FirstStep.Cluster, Connected with { Cluster = new ClusterStanding(answers, permissions, missing) }));

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Two_people_have_to_be_able_to_sign(int signers, bool done)
        => Assert.Equal(done, IsDone(FirstStep.SecondSigner, Connected with { Signers = signers }));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_namespace_has_to_be_on_the_allow_list(int namespaces, bool done)
        => Assert.Equal(done, IsDone(FirstStep.NamespaceMode, Connected with { AllowedNamespaces = namespaces }));

    [Fact]
    public void Nobody_puts_the_steps_away_before_a_source_was_heard()
        => Assert.False(FirstSteps.Of(Connected with { Heard = [], Signers = 1 }).MayEnd);

    [Fact]
    public void Once_ended_they_stay_away_whatever_the_facts_become()
    {
        var steps = FirstSteps.Of(new FirstRunFacts { EndedAt = An.Noon });

        Assert.Equal((false, false), (steps.Shown, steps.MayEnd));
    }

    [Fact]
    public void Once_incidents_come_the_steps_take_one_line()
        => Assert.True(FirstSteps.Of(new FirstRunFacts { InUse = true }) is { Folded: true, Shown: true });

    private static bool IsDone(FirstStep step, FirstRunFacts facts) => FirstSteps.Of(facts).Done.Contains(step);
}
