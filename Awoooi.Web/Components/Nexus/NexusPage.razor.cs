using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Autonomy;
using Awoooi.Core.Clusters;
using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Core.Plans;
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
    private const string Unknown = "—";

    /// <summary>A source unheard for longer leaves quiet unproven.</summary>
    private static readonly TimeSpan SourcePatience = TimeSpan.FromHours(2);

    /// <summary>A cluster that hangs must not keep the rest of the page waiting.</summary>
    private static readonly TimeSpan ClusterPatience = TimeSpan.FromSeconds(3);

    [Inject] public required IAutonomyReader Autonomy { get; set; }

    [Inject] public required IClusterReader Cluster { get; set; }

    [Inject] public required IIncidentStore Incidents { get; set; }

    [Inject] public required IApprovalStore Approvals { get; set; }

    [Inject] public required ApprovalRules Rules { get; set; }

    [Inject] public required IAlertSources Sources { get; set; }

    protected override IReadOnlyCollection<string> Topics { get; } =
        [LiveTopics.Approvals, LiveTopics.Incidents, LiveTopics.Autonomy, LiveTopics.Services, LiveTopics.Thinking, LiveTopics.Sources];

    private static bool IsChinese => CultureInfo.CurrentUICulture.Name == Cultures.Chinese;

    protected override async ValueTask<NexusModel> ReadAsync(CancellationToken cancel)
    {
        var board = await Approvals.BoardAsync(null, cancel);
        return new NexusModel(
            await Autonomy.ReadAsync(cancel),
            await WorkloadsAsync(cancel),
            await Incidents.CountsAsync(cancel),
            [.. board.Where(approval => approval.State.IsWaiting())],
            await Incidents.ThinkingAsync(StoryLines, cancel),
            MissingLink(await Sources.ListAsync(cancel)));
    }

    protected override bool Same(NexusModel current, NexusModel next) => current.Print == next.Print;

    private async Task<int?> WorkloadsAsync(CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(ClusterPatience, Clock);
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancel, late.Token);
        try
        {
            return (await Cluster.ListWorkloadsAsync(null, within.Token)).Value?.Count;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
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

    private static string Percent(double? rate) => rate is { } value ? value.ToString("0.0", CultureInfo.CurrentCulture) + "%" : Unknown;

    private static string Count(int? count) => count?.ToString(CultureInfo.CurrentCulture) ?? Unknown;

    private static string Title(Plan plan) => IsChinese ? PlanTitle.Chinese(plan) : PlanTitle.English(plan);

    private static List<Thought> Thoughts(IEnumerable<TimelineLine> story)
        => [.. story.Select((line, place) => new Thought(
            $"{line.IncidentId} {line.At:O} {line.Verb} {place}",
            line.At,
            Enum.TryParse<ThoughtVerb>(line.Verb, ignoreCase: true, out var verb) ? verb : ThoughtVerb.Saw,
            IsChinese ? line.Chinese : line.English))];
}
