using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Shared;
using Bunit;

namespace Awoooi.Tests.Components.Shared;

public class TimeTextTests : FaceContext
{
    [Theory]
    [InlineData("Asia/Taipei", "12:00")]
    [InlineData("Etc/UTC", "04:00")]
    [InlineData("America/New_York", "23:00")]
    public void A_moment_is_written_in_the_viewers_zone(string zone, string expected)
    {
        var text = Render<TimeText>(p => p
            .AddCascadingValue(new Viewer(zone, SingleKeys: true))
            .Add(t => t.Utc, Clock.GetUtcNow()));

        Assert.Equal(expected, text.Find("time").TextContent);
    }

    [Fact]
    public void Another_day_carries_its_date()
        => Assert.Equal("03-01 12:00", Show(TimeSpan.FromDays(1), TimeStyle.Minute));

    [Theory]
    [InlineData(0, "0\u00a0s ago")]
    [InlineData(59, "59\u00a0s ago")]
    [InlineData(60, "1\u00a0min ago")]
    [InlineData(3599, "59\u00a0min ago")]
    [InlineData(3600, "11:00")]
    [InlineData(-3, "0\u00a0s ago")]
    public void Below_an_hour_it_can_be_relative(int seconds, string expected)
        => Assert.Equal(expected, Show(TimeSpan.FromSeconds(seconds), TimeStyle.Ago));

    [Theory]
    [InlineData(59, "59\u00a0s")]
    [InlineData(3599, "59\u00a0min")]
    [InlineData(7200, "2\u00a0h")]
    public void An_age_is_short(int seconds, string expected)
        => Assert.Equal(expected, Show(TimeSpan.FromSeconds(seconds), TimeStyle.Age));

    [Fact]
    public void A_relative_time_grows_by_itself()
    {
        var text = Render<TimeText>(p => p.Add(t => t.Utc, Clock.GetUtcNow()).Add(t => t.Style, TimeStyle.Ago));

        Clock.Advance(TimeSpan.FromSeconds(14));

        text.WaitForAssertion(() => Assert.Equal("14\u00a0s ago", text.Find("time").TextContent));
    }

    [Fact]
    public void An_absolute_time_needs_no_beat()
    {
        Show(TimeSpan.Zero, TimeStyle.Second);

        Assert.Equal(0, Clock.Timers);
    }

    [Fact]
    public void The_full_stamp_is_there_for_machines_and_on_hover()
    {
        var time = Render<TimeText>(p => p.Add(t => t.Utc, Clock.GetUtcNow())).Find("time");

        Assert.Equal("2026-03-02T04:00:00.0000000Z", time.GetAttribute("datetime"));
        Assert.Equal("2026-03-02 12:00:00 +08:00 (Asia/Taipei)", time.GetAttribute("title"));
    }

    private string Show(TimeSpan age, TimeStyle style)
        => Render<TimeText>(p => p.Add(t => t.Utc, Clock.GetUtcNow() - age).Add(t => t.Style, style)).Find("time").TextContent;
}
