using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.Pipelines;

/// <summary>GitHub's <c>workflow_run</c> and <c>workflow_job</c>; only a completed one has a conclusion.</summary>
internal static class GitHubHook
{
    public static readonly string[] Places =
    [
        "action", "repository.full_name", "zen", "hook_id",
        .. new[] { "id", "name", "head_branch", "status", "conclusion", "run_started_at", "created_at", "updated_at", "html_url" }.Select(name => $"workflow_run.{name}"),
        .. new[] { "id", "name", "workflow_name", "head_branch", "status", "conclusion", "created_at", "started_at", "completed_at", "html_url" }.Select(name => $"workflow_job.{name}"),
    ];

    public static (PipelineRun? Run, BodyFault? Fault) Read(Picked body)
    {
        var kind = body["workflow_run"].IsThere ? "workflow_run" : "workflow_job";
        if (body.MustBeObject(kind) is { } fault)
        {
            return (null, fault);
        }

        var project = body.Text("repository.full_name");
        if (project.Length == 0)
        {
            return (null, new BodyFault("$.repository.full_name", "is missing"));
        }

        var run = body[kind];
        var isJob = kind == "workflow_job";
        var began = run.Time(isJob ? "started_at" : "run_started_at");
        var ended = run.Time(isJob ? "completed_at" : "updated_at");
        var state = State(run.Text("status").Length > 0 ? run.Text("status") : body.Text("action"), run.Text("conclusion"));
        var over = state is RunState.Failed or RunState.Passed;
        return (new PipelineRun
        {
            IsJob = isJob,
            State = state,
            Project = project,
            Name = isJob ? string.Join('/', new[] { run.Text("workflow_name"), run.Text("name") }.Where(part => part.Length > 0)) : run.Text("name"),
            Branch = run.Text("head_branch"),
            Reason = state == RunState.Failed ? run.Text("conclusion") : "",
            Url = run.Text("html_url"),
            Took = over && ended >= began ? ended - began : null,
            Waited = isJob && began >= run.Time("created_at") ? began - run.Time("created_at") : null,
            FinishedAt = over ? ended : null,
        }, null);
    }

    private static RunState State(string status, string conclusion) => (status, conclusion) switch
    {
        ("completed", "failure" or "timed_out" or "startup_failure") => RunState.Failed,
        ("completed", "success") => RunState.Passed,
        ("in_progress", _) => RunState.Running,
        ("queued" or "waiting" or "pending" or "requested", _) => RunState.Waiting,
        _ => RunState.Other,
    };
}
