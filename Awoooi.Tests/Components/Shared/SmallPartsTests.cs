using Awoooi.Web.Components.Shared;
using Bunit;

namespace Awoooi.Tests.Components.Shared;

public class SmallPartsTests : FaceContext
{
    [Theory]
    [InlineData("1.25", "up", "▲ +1.3\u00a0pt")]
    [InlineData("-5.0", "down", "▼ −5.0\u00a0pt")]
    [InlineData("-5.1", "far", "▼ −5.1\u00a0pt")]
    [InlineData("0.04", "none", " ±0\u00a0pt")]
    public void A_fall_is_red_only_beyond_five_points(string points, string css, string text)
    {
        var badge = Render<TrendBadge>(p => p.Add(t => t.Points, decimal.Parse(points, System.Globalization.CultureInfo.InvariantCulture))).Find(".trend");

        Assert.Contains(css, badge.ClassList);
        Assert.Equal(text, badge.TextContent);
    }

    [Fact]
    public void Without_enough_events_there_is_no_trend()
        => Assert.Equal("small sample", Render<TrendBadge>(p => p.Add(t => t.Points, null)).Find(".trend").TextContent.Trim());

    [Theory]
    [InlineData(60, null)]
    [InlineData(61, "as of 11:58")]
    [InlineData(300, "as of 11:55")]
    [InlineData(301, "no data since 11:54")]
    public void An_old_number_says_how_old_it_is(int seconds, string? expected)
    {
        var mark = Render<StaleMark>(p => p.Add(s => s.AsOf, Clock.GetUtcNow().AddSeconds(-seconds)));

        Assert.Equal(expected, mark.FindAll(".stale").SingleOrDefault()?.TextContent);
    }

    [Fact]
    public void What_blocks_stands_above_what_warns_and_what_passed()
    {
        CheckLine[] lines = [new("a", CheckState.Passed), new("b", CheckState.Unknown), new("c", CheckState.Warning), new("d", CheckState.Blocked), new("e", CheckState.Running)];

        var list = Render<CheckList>(p => p.Add(c => c.Lines, lines));

        Assert.Equal(["blocked", "warning", "unknown", "passed", "running"], list.FindAll("li").Select(line => line.ClassName));
    }

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(312, 0, 0, 1)]
    [InlineData(312, 4, 1, 1)]
    [InlineData(0, 4, 1, 0)]
    public void A_bar_draws_only_the_shares_there_are(int first, int second, int hatched, int solid)
    {
        var bar = Render<SplitBar>(p => p.Add(b => b.First, first).Add(b => b.Second, second).Add(b => b.Label, "both"));

        Assert.Equal((hatched, solid), (bar.FindAll(".edge").Count, bar.FindAll(".solid").Count));
    }

    [Fact]
    public void A_toast_goes_after_six_seconds_and_a_newer_one_takes_its_place()
    {
        var toasts = new Toasts(Clock);
        toasts.Show(new Toast("first"));
        Clock.Advance(TimeSpan.FromSeconds(5));
        toasts.Show(new Toast("second"));

        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("second", toasts.Current?.Text);

        Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(toasts.Current);
    }

    [Fact]
    public void A_flat_line_runs_through_the_middle_and_gaps_are_left_out()
        => Assert.Equal("4,42.3 396,42.3", SparkDrawing.Of([7, null, 7], target: null).Points);
}
