using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Tests.Components.WarRoom;
using Awoooi.Web.Components.Incidents;
using Bunit;

namespace Awoooi.Tests.Components.Incidents;

public class OneIncidentPageTests : WarRoomContext
{
    [Fact]
    public void Who_may_act_takes_it()
    {
        var page = Show();

        page.Find("[data-testid=have]").Click();

        page.WaitForAssertion(() => Assert.Single(Incidents.AcknowledgedBy));
        Assert.Empty(page.FindAll("[data-testid=refused]"));
    }

    [Fact]
    public void Who_only_reads_is_told_why_there_are_no_buttons()
    {
        As(Roles.Monitor);

        var page = Show();

        Assert.Empty(page.FindAll("[data-testid=have]"));
        Assert.Contains("needs the SRE role", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Rights_lost_since_the_page_was_drawn_are_said_and_nothing_is_done()
    {
        var page = Show();
        As(Roles.Monitor);

        page.Find("[data-testid=have]").Click();

        page.WaitForAssertion(() => Assert.Contains("SRE", page.Find("[data-testid=refused]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Incidents.AcknowledgedBy);
    }

    [Fact]
    public void A_session_that_ended_is_said_and_nothing_is_done()
    {
        var page = Show();
        Actors.Now = null;

        page.Find("[data-testid=have]").Click();

        page.WaitForAssertion(() => Assert.Contains("session has ended", page.Find("[data-testid=refused]").TextContent, StringComparison.Ordinal));
        Assert.Empty(Incidents.AcknowledgedBy);
    }

    [Fact]
    public void A_line_with_an_unknown_verb_stands_without_one()
    {
        Incidents.Story.Add(new TimelineLine(Guid.Empty, Clock.GetUtcNow(), "danced", "Something new happened.", "發生新的事。"));

        var line = Show().Find("section[aria-labelledby=timeline-title] li");

        Assert.Equal("", line.QuerySelector("b")!.TextContent);
        Assert.Contains("Something new happened.", line.TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<OneIncidentPage> Show()
    {
        Given(change: approval => approval with { State = ApprovalState.Pending });
        return Render<OneIncidentPage>(page => page.Add(it => it.Id, "INC-88"));
    }
}
