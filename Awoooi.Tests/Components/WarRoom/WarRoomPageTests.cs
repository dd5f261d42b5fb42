using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Web.Components.WarRoom;
using Bunit;

namespace Awoooi.Tests.Components.WarRoom;

public class WarRoomPageTests : WarRoomContext
{
    [Fact]
    public void It_shows_the_queue_and_its_first_card()
    {
        Given(RiskLevel.High);

        var page = Render<WarRoomPage>();

        Assert.Equal("1 decision waiting", page.Find("h1").TextContent);
        Assert.Equal("Scale cart 3 → 4", page.Find("#card-title").TextContent);
    }

    [Fact]
    public void With_nothing_to_decide_it_says_so()
    {
        Incidents.LastAlertAt = Clock.GetUtcNow().AddMinutes(-119);

        Assert.Equal("Nothing needs you", Render<WarRoomPage>().Find("h1").TextContent);
    }

    [Fact]
    public void Silence_of_the_sources_is_no_good_news()
    {
        Incidents.LastAlertAt = Clock.GetUtcNow().AddMinutes(-121);

        Assert.Equal("No decision is waiting", Render<WarRoomPage>().Find("h1").TextContent);
    }

    [Fact]
    public void A_failed_undo_stays_on_top()
    {
        Given(change: approval => approval with { State = ApprovalState.UndoFailed, StateSince = Clock.GetUtcNow() });

        Assert.Contains("Undo failed", Render<WarRoomPage>().Find("[data-testid=queued]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_number_is_not_another_request()
    {
        Given();

        var page = Render<WarRoomPage>(parameters => parameters.Add(war => war.Id, "APR-9999"));

        Assert.Contains("No request called APR-9999", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-testid=card]"));
    }
}
