using Awoooi.Tests.TestKit;
using Awoooi.Web.Components.Live;

namespace Awoooi.Tests.Components.Live;

public sealed class DrawnPagesTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void What_waits_is_taken_once()
    {
        var pages = new DrawnPages(_clock);
        var key = pages.Put(new Drawn("page", _clock.GetUtcNow()))!.Value;

        Assert.Equal("page", pages.Take(key)?.Model);
        Assert.Null(pages.Take(key));
    }

    [Fact]
    public void Pages_that_nobody_takes_go_and_make_room()
    {
        var pages = new DrawnPages(_clock);
        var first = pages.Put(new Drawn("first", _clock.GetUtcNow()))!.Value;
        for (var i = 1; i < DrawnPages.Most; i++)
        {
            Assert.NotNull(pages.Put(new Drawn(i, _clock.GetUtcNow())));
        }

        Assert.Null(pages.Put(new Drawn("too many", _clock.GetUtcNow())));
        _clock.Advance(DrawnPages.Kept);
        Assert.NotNull(pages.Put(new Drawn("later", _clock.GetUtcNow())));
        Assert.Null(pages.Take(first));
    }
}
