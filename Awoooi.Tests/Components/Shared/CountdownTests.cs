using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Shared;
using Bunit;

namespace Awoooi.Tests.Components.Shared;

public class CountdownTests : FaceContext
{
    [Theory]
    [InlineData(1, "00:01")]
    [InlineData(1543, "25:43")]
    [InlineData(3599, "59:59")]
    [InlineData(3600, "1\u00a0h 0\u00a0min")]
    [InlineData(7020, "1\u00a0h 57\u00a0min")]
    [InlineData(0, "over")]
    [InlineData(-5, "over")]
    public void Time_left_is_written_in_minutes_or_hours(int seconds, string expected)
    {
        var countdown = Show(TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, countdown.Find(".left").TextContent);
    }

    [Fact]
    public void A_part_of_a_second_still_counts_as_one()
        => Assert.Equal("00:01", Show(TimeSpan.FromMilliseconds(20)).Find(".left").TextContent);

    [Fact]
    public void It_counts_down_with_the_servers_clock()
    {
        var countdown = Show(TimeSpan.FromSeconds(65));

        Clock.Advance(TimeSpan.FromSeconds(5));

        countdown.WaitForAssertion(() => Assert.Equal("01:00", countdown.Find(".left").TextContent));
    }

    [Theory]
    [InlineData(181, "")]
    [InlineData(180, "3 minutes left")]
    [InlineData(61, "3 minutes left")]
    [InlineData(60, "1 minute left")]
    [InlineData(0, "")]
    public void It_is_spoken_at_three_minutes_and_at_one(int seconds, string expected)
        => Assert.Equal(expected, Show(TimeSpan.FromSeconds(seconds)).Find("[role=status]").TextContent);

    [Fact]
    public void The_end_is_told_once()
    {
        var told = 0;
        var countdown = Render<Countdown>(p => p
            .Add(c => c.Until, Clock.GetUtcNow().AddSeconds(2))
            .Add(c => c.OnOver, () => told++));

        Clock.Advance(TimeSpan.FromSeconds(6));

        countdown.WaitForAssertion(() => Assert.Equal("over", countdown.Find(".left").TextContent));
        Assert.Equal(1, told);
    }

    [Fact]
    public void An_extended_countdown_tells_its_end_again()
    {
        var told = 0;
        var countdown = Render<Countdown>(p => p
            .Add(c => c.Until, Clock.GetUtcNow().AddSeconds(1))
            .Add(c => c.OnOver, () => told++));
        Clock.Advance(TimeSpan.FromSeconds(1));
        countdown.WaitForAssertion(() => Assert.Equal(1, told));

        countdown.Render(p => p.Add(c => c.Until, Clock.GetUtcNow().AddSeconds(1)));
        Clock.Advance(TimeSpan.FromSeconds(1));

        countdown.WaitForAssertion(() => Assert.Equal(2, told));
    }

    [Fact]
    public async Task One_that_went_leaves_no_timer()
    {
        Show(TimeSpan.FromMinutes(1));
        Assert.Equal(1, Clock.Timers);

        await DisposeComponentsAsync();

        Assert.Equal(0, Clock.Timers);
    }

    private IRenderedComponent<Countdown> Show(TimeSpan left)
        => Render<Countdown>(p => p.Add(c => c.Until, Clock.GetUtcNow() + left));
}

public class ChineseCountdownTests() : FaceContext(Cultures.Chinese)
{
    [Fact]
    public void Hours_are_written_in_the_language_of_the_page()
    {
        var countdown = Render<Countdown>(p => p.Add(c => c.Until, Clock.GetUtcNow().AddMinutes(117)));

        Assert.Equal("1\u00a0小時 57\u00a0分", countdown.Find(".left").TextContent);
    }
}
