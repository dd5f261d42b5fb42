using System.Text.RegularExpressions;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;

namespace Awoooi.Core.Terminal;

/// <summary><c>/incident</c>: the open ones, those of today or this week, one by its number, or those that contain a text.</summary>
internal sealed partial class IncidentHandler(IIncidentStore incidents, IApprovalStore approvals) : ITerminalHandler
{
    public const string Name = "/incident";
    public const int MostShown = 20;
    private const int MostLines = 5;
    private const int MostDecisions = 3;

    private static readonly ArgumentWord Today = ArgumentWord.Literal("today", "今天");
    private static readonly ArgumentWord ThisWeek = ArgumentWord.Literal("this-week", "本週");

    public TerminalCommand Command { get; } = new(
        Name, [Today, ThisWeek, ArgumentWord.Of("INC-88", "INC-88"), ArgumentWord.Of("text", "文字")], "help.incident", TerminalCommand.Users);

    public static string TodayLine => $"{Name} {Today.English}";

    public Task<TerminalCard> AnswerAsync(TerminalCall call, CancellationToken cancel)
    {
        var asked = call.Argument;
        return asked.Length == 0 ? ListAsync(IncidentScope.Open, asked, new IncidentFilter(OpenOnly: true), cancel)
            : Today.Is(asked) ? ListAsync(IncidentScope.Today, "", new IncidentFilter(Since: DayBegan(call, 0)), cancel)
            : ThisWeek.Is(asked) ? ListAsync(IncidentScope.ThisWeek, "", new IncidentFilter(Since: DayBegan(call, DaysSinceMonday(call))), cancel)
            : Id().IsMatch(asked) ? OneAsync(asked.ToUpperInvariant(), cancel)
            : ListAsync(IncidentScope.Text, asked, new IncidentFilter(Query: asked), cancel);
    }

    private async Task<TerminalCard> ListAsync(IncidentScope scope, string asked, IncidentFilter filter, CancellationToken cancel)
    {
        var page = await incidents.ListAsync(filter with { Limit = MostShown }, cancel);
        var story = scope == IncidentScope.Text && page is { Items.Count: 1, Next: null } ? await StoryAsync(page.Items[0], cancel) : null;
        return new IncidentSummaryCard(scope, asked, page.Items, page.Next is not null, story);
    }

    private async Task<TerminalCard> OneAsync(string id, CancellationToken cancel)
        => await incidents.FindAsync(id, cancel) is { } incident
            ? new IncidentSummaryCard(IncidentScope.One, incident.ShortId, [incident], false, await StoryAsync(incident, cancel))
            : new ErrorCard(TerminalProblem.NoSuchIncident, [id], [Name, TodayLine]);

    private async Task<IncidentStory> StoryAsync(Incident incident, CancellationToken cancel)
    {
        var lines = await incidents.TimelineAsync(incident.Id, MostLines, cancel);
        var decisions = await approvals.ListAsync(new ApprovalFilter(IncidentId: incident.Id, Limit: MostDecisions), cancel);
        return new IncidentStory(lines, decisions);
    }

    /// <summary>When the day of the asker began, so many days ago.</summary>
    private static DateTimeOffset DayBegan(TerminalCall call, int daysAgo)
    {
        var zone = call.Asker.Zone;
        var midnight = Local(call).Date.AddDays(-daysAgo);

        // Where clocks go forward at midnight that moment does not exist; the day then begins with the next one that does.
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight));
    }

    private static int DaysSinceMonday(TerminalCall call) => ((int)Local(call).DayOfWeek + 6) % 7;

    private static DateTimeOffset Local(TerminalCall call) => TimeZoneInfo.ConvertTime(call.Now, call.Asker.Zone);

    [GeneratedRegex("^(INC-[0-9]{1,18}|[0-9A-F]{32}|[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
