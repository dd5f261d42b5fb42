using Awoooi.Tests.TestKit;
using Awoooi.Web.Components.Live;

namespace Awoooi.Tests.Components.Live;

public class LiveStatusTests
{
    [Theory]
    [InlineData(0, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void It_is_live_while_the_last_heartbeat_is_young(int seconds, bool live)
        => Assert.Equal(live, LiveStatus.At(ManualClock.Noon, ManualClock.Noon.AddSeconds(-seconds)).IsLive);

    [Fact]
    public void Without_any_heartbeat_it_is_not_live()
        => Assert.Equal(new LiveStatus(false, null), LiveStatus.At(ManualClock.Noon, null));
}
