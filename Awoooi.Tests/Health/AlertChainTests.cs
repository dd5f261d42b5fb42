using Awoooi.Core.Health;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Health;

public class AlertChainTests
{
    [Theory]
    [InlineData(0, ChainState.Ok)]
    [InlineData(299, ChainState.Ok)]
    [InlineData(300, ChainState.Late)]
    [InlineData(899, ChainState.Late)]
    [InlineData(900, ChainState.Broken)]
    public void The_heartbeat_tells_how_the_rules_stand(int secondsOld, ChainState state)
    {
        var chain = Of(new AlertChainSource("alertmanager", An.Noon, An.Noon.AddSeconds(-secondsOld), 0, null));

        Assert.Equal((state, state, state), (Link(chain, ChainStep.Rule), Link(chain, ChainStep.Alertmanager), chain.Sources[0].State));
        Assert.Equal(state == ChainState.Broken, chain.Sources[0].HeartbeatAbsent);
    }

    [Theory]
    [InlineData(7199, false, ChainState.Ok)]
    [InlineData(7200, true, ChainState.Late)]
    public void Silence_of_all_sources_for_two_hours_is_said(int secondsOld, bool silent, ChainState state)
    {
        var chain = Of(new AlertChainSource("grafana", An.Noon.AddSeconds(-secondsOld), null, 0, null), new AlertChainSource("sentry", An.Noon.AddDays(-3), null, 0, null));

        Assert.Equal((silent, state, state), (chain.Silent, chain.State, Link(chain, ChainStep.Webhook)));
    }

    [Fact]
    public void Nothing_heard_yet_is_neither_well_nor_ill()
    {
        var chain = AlertChain.Of(new AlertChainFacts([], null, null, null, null), An.Noon);

        Assert.All(chain.Links, link => Assert.Equal((ChainState.NotConfigured, null), (link.State, link.LastSeen)));
        Assert.Equal((ChainState.NotConfigured, false), (chain.State, chain.Silent));
        Assert.Equal(Enum.GetValues<ChainStep>(), chain.Links.Select(link => link.Step));
    }

    [Theory]
    [InlineData(-1, 60, ChainState.Broken)]
    [InlineData(-1, 900, ChainState.Ok)]
    [InlineData(1, 60, ChainState.Ok)]
    public void A_source_that_was_refused_since_it_was_last_heard_is_shut_out(int heardAfterRefusal, int refusedAgo, ChainState state)
    {
        var refused = An.Noon.AddSeconds(-refusedAgo);

        Assert.Equal(state, Of(new AlertChainSource("grafana", refused.AddSeconds(heardAfterRefusal), null, 3, refused)).Sources[0].State);
    }

    [Theory]
    [InlineData(null, ChainState.Ok)]
    [InlineData(59, ChainState.Ok)]
    [InlineData(60, ChainState.Late)]
    [InlineData(300, ChainState.Broken)]
    public void Waiting_work_shows_that_nobody_analyses(int? seconds, ChainState state)
    {
        var waiting = seconds is { } s ? TimeSpan.FromSeconds(s) : (TimeSpan?)null;

        Assert.Equal(state, Link(AlertChain.Of(new AlertChainFacts([], An.Noon, waiting, null, null), An.Noon), ChainStep.Analysis));
        Assert.Equal(state, Link(AlertChain.Of(new AlertChainFacts([], null, null, An.Noon, waiting), An.Noon), ChainStep.Approval));
    }

    private static AlertChain Of(params AlertChainSource[] sources) => AlertChain.Of(new AlertChainFacts(sources, An.Noon, null, An.Noon, null), An.Noon);

    private static ChainState Link(AlertChain chain, ChainStep step) => chain.Links.Single(link => link.Step == step).State;
}
