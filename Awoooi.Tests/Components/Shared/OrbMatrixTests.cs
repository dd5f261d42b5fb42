using Awoooi.Web.Components.Shared;
using Bunit;

namespace Awoooi.Tests.Components.Shared;

public class OrbMatrixTests : FaceContext
{
    [Theory]
    [InlineData("ArrowRight", 0, 1)]
    [InlineData("ArrowRight", 11, 11)]
    [InlineData("ArrowLeft", 1, 0)]
    [InlineData("ArrowLeft", 0, 0)]
    [InlineData("ArrowDown", 6, 11)]
    [InlineData("ArrowDown", 7, 7)]
    [InlineData("ArrowUp", 5, 0)]
    [InlineData("ArrowUp", 4, 4)]
    [InlineData("Home", 7, 0)]
    [InlineData("End", 0, 11)]
    public void Arrows_walk_the_grid_and_stop_at_its_edges(string key, int from, int expected)
        => Assert.Equal(expected, OrbMatrix.Target(key, from, count: 12));

    [Theory]
    [InlineData("Enter")]
    [InlineData("Tab")]
    [InlineData("a")]
    public void Other_keys_are_left_alone(string key) => Assert.Null(OrbMatrix.Target(key, 0, count: 12));

    [Fact]
    public void The_grid_is_one_stop_for_the_tab_key_and_the_arrows_move_it()
    {
        var matrix = Show(Twelve());

        matrix.Find("[role=grid]").KeyDown("ArrowDown");

        Assert.Equal("svc-05", Assert.Single(matrix.FindAll("a[tabindex='0']")).QuerySelector("b")!.TextContent);
    }

    [Fact]
    public void Services_stand_in_alphabetical_order_whatever_their_state()
    {
        var matrix = Show([new("web", OrbState.Down), new("api", OrbState.Ok), new("db", OrbState.Slow)]);

        Assert.Equal(["api", "db", "web"], matrix.FindAll("b").Select(name => name.TextContent));
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 0)]
    public void At_most_three_orbs_blink(int down, int blinking)
    {
        var matrix = Show([.. Enumerable.Range(0, down).Select(at => new ServiceOrb($"svc-{at}", OrbState.Down, New: true))]);

        Assert.Equal(blinking, matrix.FindAll(".blink").Count);
    }

    [Fact]
    public void Every_state_is_a_word_besides_its_shape()
    {
        var matrix = Show([.. Enum.GetValues<OrbState>().Select(state => new ServiceOrb(state.ToString(), state))]);

        Assert.Equal(Enum.GetValues<OrbState>().Length, matrix.FindAll("small").Select(word => word.TextContent).Distinct().Count());
        Assert.DoesNotContain(matrix.FindAll("small"), word => word.TextContent.Contains("orb.", StringComparison.Ordinal));
    }

    private static ServiceOrb[] Twelve() => [.. Enumerable.Range(0, 12).Select(at => new ServiceOrb($"svc-{at:00}", OrbState.Ok))];

    private IRenderedComponent<OrbMatrix> Show(ServiceOrb[] orbs)
        => Render<OrbMatrix>(p => p.Add(m => m.Orbs, orbs).Add(m => m.Label, "Health").Add(m => m.HrefOf, orb => "/services/" + orb.Name));
}
