using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Health;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Terminal;
using Awoooi.Tests.Components.WarRoom;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Terminal;

public sealed class OmniTerminalTests
{
    private readonly ManualClock _clock = new();
    private readonly FakeApprovals _approvals;
    private readonly FakeIncidents _incidents = new();
    private readonly OmniTerminal _terminal;

    public OmniTerminalTests()
    {
        _approvals = new FakeApprovals(_clock);
        _terminal = new ServiceCollection().AddSingleton<TimeProvider>(_clock).AddSingleton<IApprovalStore>(_approvals).AddSingleton<IIncidentStore>(_incidents).AddSingleton<IAlertChainReader>(new FakeAlertChain()).AddTerminal()
            .BuildServiceProvider().GetRequiredService<OmniTerminal>();
    }

    [Fact]
    public void The_table_holds_what_there_is_and_nothing_else()
        => Assert.Equal(["/incident", "/approvals", "/alert", "/help"], _terminal.Commands.Select(command => command.Name));

    [Fact]
    public async Task Help_lists_the_table()
        => Assert.Equal(_terminal.Commands, Assert.IsType<HelpCard>(await AskAsync("/help")).Commands);

    [Theory]
    [InlineData("/incident", IncidentScope.Open)]
    [InlineData("/incident today", IncidentScope.Today)]
    [InlineData("/incident TODAY", IncidentScope.Today)]
    [InlineData("/incident 今天", IncidentScope.Today)]
    [InlineData("／ｉｎｃｉｄｅｎｔ　今天", IncidentScope.Today)]
    [InlineData("/incident this-week", IncidentScope.ThisWeek)]
    [InlineData("/incident 本週", IncidentScope.ThisWeek)]
    [InlineData("/incident cart", IncidentScope.Text)]
    [InlineData("/incident today and tomorrow", IncidentScope.Text)]
    [InlineData("/incident '; drop table incidents; --", null)]
    [InlineData("/incident %_\\", IncidentScope.Text)]
    public async Task Words_in_both_languages_choose_the_scope(string typed, IncidentScope? scope)
        => Assert.Equal(scope, (await AskAsync(typed) as IncidentSummaryCard)?.Scope);

    [Fact]
    public async Task Every_word_that_is_shown_is_understood()
    {
        foreach (var command in _terminal.Commands)
        {
            foreach (var word in command.Arguments.Where(word => word.IsLiteral))
            {
                var (english, chinese) = (await AskAsync($"{command.Name} {word.English}"), await AskAsync($"{command.Name} {word.Chinese}"));

                Assert.IsNotType<ErrorCard>(english);
                Assert.Equal((english as IncidentSummaryCard)?.Scope, (chinese as IncidentSummaryCard)?.Scope);
                Assert.NotEqual(IncidentScope.Text, (english as IncidentSummaryCard)?.Scope);
            }
        }
    }

    [Theory]
    [InlineData("Asia/Taipei", "2026-03-02T04:00:00Z", "/incident today", "2026-03-01T16:00:00Z")]
    [InlineData("Asia/Taipei", "2026-03-02T15:59:59Z", "/incident today", "2026-03-01T16:00:00Z")]
    [InlineData("Asia/Taipei", "2026-03-02T16:00:00Z", "/incident today", "2026-03-02T16:00:00Z")]
    [InlineData("Etc/UTC", "2026-03-02T04:00:00Z", "/incident today", "2026-03-02T00:00:00Z")]
    [InlineData("Asia/Taipei", "2026-03-01T15:59:59Z", "/incident this-week", "2026-02-22T16:00:00Z")]
    [InlineData("Asia/Taipei", "2026-03-01T16:00:00Z", "/incident this-week", "2026-03-01T16:00:00Z")]
    [InlineData("Africa/Cairo", "2026-04-24T10:00:00Z", "/incident today", "2026-04-23T22:00:00Z")]
    public async Task A_day_begins_at_midnight_of_the_asker_and_a_week_on_Monday(string zone, string now, string typed, string since)
    {
        var terminal = new OmniTerminal([new IncidentHandler(_incidents, _approvals)], new ManualClock(Moment(now)));

        await terminal.AskAsync(typed, Me(zone: zone), CancellationToken.None);

        Assert.Equal(Moment(since), Assert.Single(_incidents.Asked).Since);
    }

    [Theory]
    [InlineData(19, 19, false)]
    [InlineData(20, 20, false)]
    [InlineData(21, 20, true)]
    public async Task A_list_of_incidents_is_bounded_and_says_so(int there, int shown, bool more)
    {
        _incidents.All.AddRange(Enumerable.Range(1, there).Select(number => Incident(number)));

        var card = Assert.IsType<IncidentSummaryCard>(await AskAsync("/incident"));

        Assert.Equal((shown, more), (card.Items.Count, card.HasMore));
        Assert.True(Assert.Single(_incidents.Asked).OpenOnly);
    }

    [Theory]
    [InlineData("/incident INC-88")]
    [InlineData("/incident inc-88")]
    [InlineData("/incident cart")]
    public async Task The_only_one_comes_with_its_story(string typed)
    {
        _incidents.All.Add(Incident(88));
        _incidents.Story.AddRange(Enumerable.Range(0, 9).Select(_ => new TimelineLine(Guid.Empty, An.Noon, "Saw", "seen", "看到")));
        _approvals.All.Add(A.Approval());

        var card = Assert.IsType<IncidentSummaryCard>(await AskAsync(typed));

        Assert.Equal((5, 1), (card.Story!.Lines.Count, card.Story.Decisions.Count));
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(23, 3)]
    public async Task What_waits_is_bounded_and_the_rest_is_counted(int waiting, int more)
    {
        _approvals.All.AddRange(Enumerable.Range(0, waiting).Select(_ => A.Approval()));
        _approvals.All.Add(A.Approval() with { State = ApprovalState.Executing });

        var card = Assert.IsType<ApprovalCard>(await AskAsync("/approvals"));

        Assert.Equal((20, more), (card.Items.Count, card.More));
        Assert.All(card.Items, approval => Assert.True(approval.State.IsWaiting()));
    }

    [Fact]
    public async Task One_request_is_found_in_whatever_state_it_is()
    {
        _approvals.All.Add(A.Approval(RiskLevel.High) with { State = ApprovalState.Rejected });

        Assert.Equal("APR-0231", Assert.Single(Assert.IsType<ApprovalCard>(await AskAsync("/approvals apr-0231")).Items).ShortId);
    }

    [Theory]
    [InlineData("/hepl", TerminalProblem.UnknownCommand, "/help")]
    [InlineData("/incidnet today", TerminalProblem.UnknownCommand, "/incident")]
    [InlineData("/aprovals", TerminalProblem.UnknownCommand, "/approvals")]
    [InlineData("/restart shop/cart", TerminalProblem.UnknownCommand, "/help")]
    [InlineData("/", TerminalProblem.UnknownCommand, "/help")]
    [InlineData("//help", TerminalProblem.UnknownCommand, "/help")]
    [InlineData("/help me", TerminalProblem.UnexpectedArgument, "/help")]
    [InlineData("/incident --open", TerminalProblem.UnknownOption, "/incident")]
    [InlineData("/incident cart --all", TerminalProblem.UnknownOption, "/incident")]
    [InlineData("/incident INC-999", TerminalProblem.NoSuchIncident, "/incident")]
    [InlineData("/incident 018f0000-0000-7000-8000-000000000000", TerminalProblem.NoSuchIncident, "/incident")]
    [InlineData("/incident 018f0000000070008000000000000000", TerminalProblem.NoSuchIncident, "/incident")]
    [InlineData("/approvals 231", TerminalProblem.BadApprovalNumber, "/approvals")]
    [InlineData("/approvals APR-0231 APR-0232", TerminalProblem.BadApprovalNumber, "/approvals")]
    [InlineData("/approvals APR-９９９", TerminalProblem.NoSuchApproval, "/approvals")]
    [InlineData("why is cart slow?", TerminalProblem.NotACommand, "/incident today")]
    [InlineData("rate(http_requests_total[5m])", TerminalProblem.NotACommand, "/incident today")]
    public async Task What_is_wrong_is_named_with_a_line_that_works(string typed, TerminalProblem problem, string next)
    {
        var error = Assert.IsType<ErrorCard>(await AskAsync(typed));

        Assert.Equal((problem, next), (error.Problem, error.Next[0]));
        foreach (var line in error.Next)
        {
            Assert.IsNotType<ErrorCard>(await AskAsync(line));
        }
    }

    [Fact]
    public async Task A_line_that_is_too_long_is_not_read()
        => Assert.Equal(TerminalProblem.TooLong, Assert.IsType<ErrorCard>(await AskAsync("/incident " + new string('a', TerminalLine.Longest))).Problem);

    [Theory]
    [InlineData(Roles.Monitor)]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.None)]
    public async Task Whoever_may_not_use_a_command_is_told_who_may(Roles roles)
    {
        foreach (var command in _terminal.Commands)
        {
            var answer = await _terminal.AskAsync(command.Name, Me(roles), CancellationToken.None);

            var error = Assert.IsType<ErrorCard>(answer.Card);
            Assert.Equal((TerminalProblem.RoleMissing, "Commander, SRE"), (error.Problem, error.Values[1]));
        }

        Assert.Empty(_incidents.Asked);
    }

    [Fact]
    public async Task An_answer_carries_the_cleaned_line_and_its_time()
    {
        var answer = await _terminal.AskAsync("　／ＨＥＬＰ ", Me(), CancellationToken.None);

        Assert.Equal(("/HELP", _clock.GetUtcNow()), (answer.Line, answer.At));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private async Task<TerminalCard> AskAsync(string typed) => (await _terminal.AskAsync(typed, Me(), CancellationToken.None)).Card;

    private static Asker Me(Roles roles = Roles.Sre, string zone = "Asia/Taipei") => new(Guid.Empty, roles, TimeZoneInfo.FindSystemTimeZoneById(zone));

    private static Incident Incident(int number) => WarRoomContext.Incident(An.Noon) with { Number = number };
}
