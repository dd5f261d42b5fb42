using Awoooi.Core.Alerts.Targets;

namespace Awoooi.Core.Alerts.Sources.Pipelines;

/// <summary>Which alerts a run raises or ends. A run that passes ends the failure of the same branch; a slow one is told apart from a failed one.</summary>
internal static class PipelineAlerts
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static IEnumerable<RawAlert> Of(PipelineRun run)
    {
        var (failed, slow) = run.IsJob ? ("BuildFailed", "JobRunningTooLong") : ("PipelineFailed", "PipelineTooSlow");
        switch (run.State)
        {
            case RunState.Failed:
                yield return One(run, failed, "critical", AlertStatus.Firing);
                break;
            case RunState.Passed:
                yield return One(run, failed, "critical", AlertStatus.Resolved);
                break;
            case RunState.Waiting when run.IsJob && run.Waited > LongestWait:
                yield return One(run, "JobStuckPending", "warning", AlertStatus.Firing);
                break;
            case RunState.Running when run.IsJob && run.Waited > LongestWait:
                yield return One(run, "JobStuckPending", "warning", AlertStatus.Resolved);
                break;
            default:
                break;
        }

        if (run.State is RunState.Failed or RunState.Passed && run.Took > LongestRun)
        {
            yield return One(run, slow, "warning", AlertStatus.Firing);
        }
        else if (run.State == RunState.Passed && run.Took is not null)
        {
            yield return One(run, slow, "warning", AlertStatus.Resolved);
        }
    }

    private static RawAlert One(PipelineRun run, string name, string severity, AlertStatus status) => new()
    {
        Source = "",
        Name = name,
        Status = status,
        SeverityWord = severity,
        Labels = [.. new KeyValuePair<string, string>[] { new("alertname", name), new("project", run.Project), new("branch", run.Branch), new(run.IsJob ? "job" : "workflow", run.Name) }.Where(label => label.Value.Length > 0)],
        Annotations = run.Reason.Length > 0 ? [new("failure_reason", run.Reason)] : [],
        Links = run.Url.Length > 0 ? [new("run", run.Url)] : [],
        Metrics = [.. Seconds("duration_seconds", run.Took), .. Seconds("queued_seconds", run.Waited)],
        StartsAt = run.FinishedAt,
        EndsAt = run.FinishedAt,
        Message = $"{name}: {run.Project}{(run.Branch.Length > 0 ? $" ({run.Branch})" : "")} {run.Name} {run.Reason}".TrimEnd(),
        StatedVictim = new Victim("", run.Project, "pipeline", "", "", null),
    };

    private static IEnumerable<KeyValuePair<string, MetricValue>> Seconds(string name, TimeSpan? time) => time is { } span ? [new(name, MetricValue.Of(span.TotalSeconds))] : [];
}
