namespace Awoooi.Core.Health;

/// <summary>How one step of the way from a rule to a person's telephone stands.</summary>
public enum ChainState
{
    Ok = 0,

    /// <summary>It was heard, but longer ago than it should be.</summary>
    Late,

    /// <summary>Alerts do not get through here now.</summary>
    Broken,

    /// <summary>It was never heard, or is not set up: neither well nor ill.</summary>
    NotConfigured,
}

/// <summary>The steps of the way, in its order.</summary>
public enum ChainStep
{
    Rule = 0,
    Alertmanager,
    Webhook,
    Analysis,
    Approval,
    Telegram,
}

/// <summary>A step and when something last came through it.</summary>
public sealed record ChainLink(ChainStep Step, ChainState State, DateTimeOffset? LastSeen);

/// <summary>One monitoring system.</summary>
/// <param name="HeartbeatAbsent">It sent heartbeats before, and does not any more.</param>
public sealed record ChainSource(string Name, ChainState State, DateTimeOffset? LastHeard, DateTimeOffset? LastHeartbeat, bool HeartbeatAbsent, long Refused, DateTimeOffset? LastRefused);

/// <summary>Whether alerts get from the rules to people, as of one look.</summary>
/// <param name="Silent">Sources were heard before, but none of them for two hours.</param>
public sealed record AlertChain(DateTimeOffset At, IReadOnlyList<ChainLink> Links, IReadOnlyList<ChainSource> Sources, bool Silent)
{
    public static TimeSpan HeartbeatLate { get; } = TimeSpan.FromMinutes(5);

    /// <summary>A heartbeat that is absent for so long is an alert itself.</summary>
    public static TimeSpan HeartbeatAbsent { get; } = TimeSpan.FromMinutes(15);

    public static TimeSpan SilenceLate { get; } = TimeSpan.FromHours(2);

    /// <summary>A refusal after the last accepted delivery, and no longer ago, means that the door is shut to its source.</summary>
    public static TimeSpan RefusalRecent { get; } = TimeSpan.FromMinutes(15);

    public static TimeSpan WorkLate { get; } = TimeSpan.FromMinutes(1);

    public static TimeSpan WorkBroken { get; } = TimeSpan.FromMinutes(5);

    /// <summary>The way as a whole is as good as its worst step.</summary>
    public ChainState State => Links.Any(link => link.State == ChainState.Broken) ? ChainState.Broken
        : Silent || Links.Any(link => link.State == ChainState.Late) ? ChainState.Late
        : Links.Any(link => link.State == ChainState.Ok) ? ChainState.Ok
        : ChainState.NotConfigured;

    public static AlertChain Of(AlertChainFacts facts, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var sources = facts.Sources.Select(source => Of(source, now)).ToList();
        var beat = facts.Sources.Max(source => source.LastHeartbeat);
        var heard = facts.Sources.Max(source => source.LastHeard);
        var alertmanager = sources.Find(source => source.Name == "alertmanager");
        return new AlertChain(
            now,
            [
                new(ChainStep.Rule, Heartbeat(beat, now), beat),
                new(ChainStep.Alertmanager, alertmanager?.State ?? ChainState.NotConfigured, Later(alertmanager?.LastHeard, alertmanager?.LastHeartbeat)),
                new(ChainStep.Webhook, Worst(sources, heard), heard),
                new(ChainStep.Analysis, Worked(facts.AnalysisWaiting, facts.LastAnalysis), facts.LastAnalysis),
                new(ChainStep.Approval, Worked(facts.ApprovalOverdue, facts.LastApproval), facts.LastApproval),
                new(ChainStep.Telegram, ChainState.NotConfigured, null),
            ],
            sources,
            heard is { } last && now - last >= SilenceLate);
    }

    private static ChainSource Of(AlertChainSource source, DateTimeOffset now)
    {
        var beat = Heartbeat(source.LastHeartbeat, now);
        var state = Refused(source, now) || beat == ChainState.Broken ? ChainState.Broken
            : source.LastHeard is not { } heard ? ChainState.NotConfigured
            : beat == ChainState.Late || (beat == ChainState.NotConfigured && now - heard >= SilenceLate) ? ChainState.Late
            : ChainState.Ok;
        return new ChainSource(source.Name, state, source.LastHeard, source.LastHeartbeat, beat == ChainState.Broken, source.Refused, source.LastRefused);
    }

    private static ChainState Heartbeat(DateTimeOffset? beat, DateTimeOffset now) => beat is not { } at ? ChainState.NotConfigured
        : now - at >= HeartbeatAbsent ? ChainState.Broken
        : now - at >= HeartbeatLate ? ChainState.Late
        : ChainState.Ok;

    private static bool Refused(AlertChainSource source, DateTimeOffset now)
        => source.LastRefused is { } at && now - at < RefusalRecent && (source.LastHeard is not { } heard || at > heard);

    // The door is shut only when no source gets through; one that does not is said in its own line.
    private static ChainState Worst(List<ChainSource> sources, DateTimeOffset? heard) => heard is null
        ? (sources.Exists(source => source.State == ChainState.Broken) ? ChainState.Broken : ChainState.NotConfigured)
        : sources.Exists(source => source.State == ChainState.Ok) ? ChainState.Ok
        : sources.Exists(source => source.State == ChainState.Late) ? ChainState.Late
        : ChainState.Broken;

    private static ChainState Worked(TimeSpan? waiting, DateTimeOffset? last) => waiting >= WorkBroken ? ChainState.Broken
        : waiting >= WorkLate ? ChainState.Late
        : last is null ? ChainState.NotConfigured
        : ChainState.Ok;

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}
