using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Terminal;
using Awoooi.Tests.Components.WarRoom;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Terminal;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Components.Terminal;

public class TerminalPageTests : WarRoomContext
{
    [Fact]
    public void It_begins_with_lines_that_work()
    {
        var page = Render<TerminalPage>();

        foreach (var line in page.FindAll(".start button").Select(chip => chip.TextContent).ToList())
        {
            Ask(page, line);
            Assert.Empty(page.FindAll(".err"));
        }

        Assert.Equal(3, Answers(page));
        Assert.Empty(page.FindAll(".start"));
    }

    [Fact]
    public void A_list_of_incidents_names_and_links_them()
    {
        Given();
        Incidents.All.Add(Incident(Clock.GetUtcNow()) with { Id = Guid.Empty, Number = 89 });
        var page = Render<TerminalPage>();

        Ask(page, "/incident today");

        Assert.Equal(["/incidents/INC-88", "/incidents/INC-89"], page.FindAll("[data-testid=incident-row] a").Select(link => link.GetAttribute("href")));
        Assert.Contains("2 shown", page.Find("[data-testid=said]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void One_incident_shows_cause_facts_and_decision()
    {
        Given(RiskLevel.High);
        var page = Render<TerminalPage>();

        Ask(page, "/incident INC-88");

        var answer = page.Find("[data-testid=answer]").TextContent;
        Assert.Contains("The container crashes at start.", answer, StringComparison.Ordinal);
        Assert.Contains("91\u00a0% from 1 facts", answer, StringComparison.Ordinal);
        Assert.Equal("/war-room/APR-0231", page.Find(".decision a").GetAttribute("href"));
    }

    [Fact]
    public void The_alert_chain_is_shown_step_by_step()
    {
        var page = Render<TerminalPage>();

        Ask(page, "/alert 狀態");

        Assert.Equal(6, page.FindAll("[data-testid=chain-steps] li").Count);
        Assert.Single(page.FindAll("[data-testid=chain-sources] li"));
        Assert.Contains("Telegram", page.Find("[data-testid=chain-steps]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void What_waits_leads_to_the_War_Room_and_cannot_be_signed_here()
    {
        Given(RiskLevel.High);
        var page = Render<TerminalPage>();

        Ask(page, "/approvals");

        Assert.Equal("/war-room/APR-0231", page.Find("[data-testid=approval-row] a").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=sign]"));
        Assert.Empty(Approvals.Acts);
    }

    [Fact]
    public void A_wrong_name_offers_the_right_one()
    {
        var page = Render<TerminalPage>();
        Ask(page, "/hepl");

        page.Find(".err button").Click();

        Assert.Equal(2, Answers(page));
        Assert.Equal(4, page.FindAll(".cmds dt").Count);
    }

    [Fact]
    public void A_question_is_told_what_can_be_asked()
    {
        var page = Render<TerminalPage>();

        Ask(page, "why is cart slow?");

        Assert.Contains("not answered yet", page.Find(".err").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_fills_the_line_and_runs_nothing()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/terminal?q=%2Fincident%20today");

        var page = Render<TerminalPage>();

        Assert.Equal(("/incident today", 0), (Prompt(page).GetAttribute("value"), Answers(page)));
    }

    [Fact]
    public async Task Arrows_bring_earlier_lines_back_and_keep_what_was_begun()
    {
        var page = Render<TerminalPage>();
        Ask(page, "/help");
        Ask(page, "/approvals");
        Prompt(page).Input("begun");

        await PressAsync(page, "up", "/approvals");
        await PressAsync(page, "up", "/help");
        await PressAsync(page, "up", "/help");
        await PressAsync(page, "down", "/approvals");
        await PressAsync(page, "down", "begun");
    }

    [Fact]
    public async Task Offers_follow_the_arrows_and_are_taken_by_Tab()
    {
        var page = Render<TerminalPage>();
        Prompt(page).Input("/");
        Assert.Equal("true", Prompt(page).GetAttribute("aria-expanded"));
        Assert.Null(Prompt(page).GetAttribute("aria-activedescendant"));

        await PressAsync(page, "down", "/");
        await PressAsync(page, "down", "/");
        Assert.Equal(page.Find("[role=option][aria-selected=true]").Id, Prompt(page).GetAttribute("aria-activedescendant"));
        await PressAsync(page, "take", "/approvals");

        Assert.Empty(page.FindAll("[role=listbox]"));
        Assert.Equal("false", Prompt(page).GetAttribute("aria-expanded"));
    }

    [Fact]
    public async Task Tab_is_free_to_leave_in_the_end()
    {
        var page = Render<TerminalPage>();
        Prompt(page).Input("/inc");

        await PressAsync(page, "take", "/incident ");
        await PressAsync(page, "take", "/incident today");

        Assert.Empty(page.FindAll("[role=listbox]"));
    }

    [Fact]
    public void Answers_are_bounded()
    {
        var page = Render<TerminalPage>();
        for (var asked = 0; asked <= TerminalSession.Most; asked++)
        {
            Ask(page, $"/help {asked}");
        }

        Assert.Equal(TerminalSession.Most, Answers(page));
        Assert.Equal(("/help 1", TerminalSession.Most), (page.Find("[data-testid=answer] b").TextContent, Services.GetRequiredService<TerminalSession>().Lines.Count));
    }

    [Fact]
    public void Answers_are_still_there_when_one_comes_back()
    {
        Ask(Render<TerminalPage>(), "/help");

        Assert.Equal(1, Answers(Render<TerminalPage>()));
    }

    [Fact]
    public void Running_again_asks_the_records_again_in_the_same_place()
    {
        var page = Render<TerminalPage>();
        Ask(page, "/incident");
        Given();
        Incidents.All.Add(Incident(Clock.GetUtcNow()) with { Id = Guid.Empty, Number = 89 });

        page.Find(".again").Click();

        Assert.Equal((1, 2), (Answers(page), page.FindAll("[data-testid=incident-row]").Count));
    }

    [Fact]
    public void Records_that_cannot_be_read_are_said_so()
    {
        Incidents.Failure = new TimeoutException();
        var page = Render<TerminalPage>();

        Ask(page, "/incident");

        Assert.Contains("could not be read", page.Find(".err").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_lost_the_role_since_is_refused_and_who_lost_the_session_too()
    {
        var page = Render<TerminalPage>();

        As(Roles.Monitor);
        Ask(page, "/help");
        Actors.Now = null;
        Ask(page, "/help");

        Assert.Equal(["You may not use /help.", "Your session has ended."], page.FindAll(".err h2").Select(heading => heading.TextContent));
    }

    private static AngleSharp.Dom.IElement Prompt(IRenderedComponent<TerminalPage> page) => page.Find("[data-ask]");

    private static int Answers(IRenderedComponent<TerminalPage> page) => page.FindAll("[data-testid=answer]").Count;

    private static void Ask(IRenderedComponent<TerminalPage> page, string line)
    {
        Prompt(page).Input(line);
        page.Find("form.omni").Submit();
    }

    private static async Task PressAsync(IRenderedComponent<TerminalPage> page, string key, string line)
    {
        await page.InvokeAsync(() => page.Instance.Pressed(key));
        Assert.Equal(line, Prompt(page).GetAttribute("value"));
    }
}

public class TerminalInChineseTests() : WarRoomContext(Cultures.Chinese)
{
    [Fact]
    public void Words_and_answers_are_in_the_language_of_the_face()
    {
        var page = Render<TerminalPage>();

        page.Find("[data-ask]").Input("/incident ");
        Assert.Equal(["/incident 今天", "/incident 本週"], page.FindAll("[role=option] b").Select(offer => offer.TextContent));
        page.Find("[data-ask]").Input("／incident　今天");
        page.Find("form.omni").Submit();

        Assert.Equal(("/incident 今天", "今天發生的事件"), (page.Find("[data-testid=answer] b").TextContent, page.Find("h2.label").TextContent));
    }
}
