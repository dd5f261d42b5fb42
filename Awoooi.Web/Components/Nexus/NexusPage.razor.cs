using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Autonomy;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Live;
using Awoooi.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Nexus;

/// <summary>How things stand, and what needs a person.</summary>
public sealed partial class NexusPage
{
    private const int StoryLines = 8;
    private const int DecisionRows = 3;

    /// <summary>A source unheard for longer leaves quiet unproven.</summary>
    private static readonly TimeSpan SourcePatience = TimeSpan.FromHours(2);

    [Inject] public required IAutonomyReader Autonomy { get; set; }

    [Inject] public required WorkloadPulse Workloads { get; set; }

    [Inject] public required IIncidentStore Incidents { get; set; }

    [Inject] public required IApprovalStore Approvals { get; set; }

    [Inject] public required ApprovalRules Rules { get; set; }

    [Inject] public required IAlertSources Sources { get; set; }

    [CascadingParameter] private LiveStatus? Live { get; set; }

    protected override IReadOnlyCollection<string> Topics { get; } =
        [LiveTopics.Approvals, LiveTopics.Incidents, LiveTopics.Autonomy, LiveTopics.Services, LiveTopics.Thinking, LiveTopics.Sources];

    private bool Stale => Failure is not null || Live is { IsLive: false };

    protected override async ValueTask<NexusModel> ReadAsync(CancellationToken cancel)
    {
        var board = await Approvals.BoardAsync(null, cancel);
        var waiting = board.Where(approval => approval.State.IsWaiting()).OrderByDescending(approval => approval.Risk).ThenBy(approval => approval.ExpiresAt).ToList();
        return new NexusModel
        {
            Index = await Autonomy.ReadAsync(cancel),
            Workloads = await Workloads.ReadAsync(cancel),
            Counts = await Incidents.CountsAsync(cancel),
            First = await FirstAsync(waiting, cancel),
            Waiting = waiting.Count,
            OldestSince = waiting.Count == 0 ? null : waiting.Min(approval => approval.CreatedAt),
            Handled = Behind(board.Where(approval => approval.State == ApprovalState.Approved || approval.State.IsRunning())),
            NeedPeople = Behind(waiting),
            Story = Thoughts(await Incidents.ThinkingAsync(StoryLines, cancel)),
            MissingLink = MissingLink(await Sources.ListAsync(cancel)),
        };
    }

    protected override bool Same(NexusModel current, NexusModel next) => current.Print == next.Print;

    private async Task<IReadOnlyList<WaitingDecision>> FirstAsync(IEnumerable<Approval> waiting, CancellationToken cancel)
    {
        var first = new List<WaitingDecision>(DecisionRows);
        foreach (var approval in waiting.Take(DecisionRows))
        {
            first.Add(new WaitingDecision(approval, approval.IncidentId is { } incident ? await Incidents.FindAsync(incident, cancel) : null));
        }

        return first;
    }

    private string? MissingLink(IReadOnlyList<AlertSourceState> sources)
    {
        var now = Clock.GetUtcNow();
        if (!LiveStatus.At(now, Bus.LastHeartbeat).IsLive)
        {
            return "missing.live";
        }

        return sources.Any(source => Heard(source.LastReceivedAt, now) || Heard(source.LastHeartbeatAt, now)) ? null : "missing.source";
    }

    private static bool Heard(DateTimeOffset? at, DateTimeOffset now) => at is { } heard && now - heard <= SourcePatience;

    private static int Behind(IEnumerable<Approval> approvals)
        => approvals.Where(approval => !approval.Test).Select(approval => approval.IncidentId).OfType<Guid>().Distinct().Count();

    private static List<Thought> Thoughts(IEnumerable<TimelineLine> story)
    {
        var chinese = CultureInfo.CurrentUICulture.Name == Cultures.Chinese;
        return [.. story.Select((line, place) => new Thought(
            $"{line.IncidentId} {line.At:O} {line.Verb} {place}", line.At, ThoughtVerbs.Find(line.Verb), chinese ? line.Chinese : line.English))];
    }
}
