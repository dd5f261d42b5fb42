using Awoooi.Core.Alerts.Bodies;

namespace Awoooi.Core.Alerts.Sources.Pipelines;

/// <summary>GitLab's pipeline and job hooks; a job hook calls itself a build.</summary>
internal static class GitLabHook
{
    public static readonly string[] Places =
    [
        "object_kind", "ref", "project.path_with_namespace", "project.name", "project.web_url", "project_name", "project_id",
        .. new[] { "id", "name", "ref", "status", "detailed_status", "duration", "queued_duration", "created_at", "finished_at", "url" }.Select(name => $"object_attributes.{name}"),
        "build_id", "build_name", "build_stage", "build_status", "build_duration", "build_queued_duration", "build_finished_at", "build_failure_reason", "build_allow_failure",
    ];

    public static (PipelineRun? Run, BodyFault? Fault) Read(Picked body)
    {
        var project = body.Text("project.path_with_namespace") is { Length: > 0 } path ? path : body.Text("project.name") is { Length: > 0 } name ? name : body.Text("project_name");
        if (body.Text("object_kind") is not ("pipeline" or "build"))
        {
            // Pushes, merge requests and the rest are no runs.
            return (null, null);
        }

        if (project.Length == 0)
        {
            return (null, new BodyFault("$.project.path_with_namespace", "is missing"));
        }

        return body.Text("object_kind") == "pipeline" ? Pipeline(body, project) : Job(body, project);
    }

    private static (PipelineRun? Run, BodyFault? Fault) Pipeline(Picked body, string project)
    {
        if (body.MustBeObject("object_attributes") is { } fault)
        {
            return (null, fault);
        }

        var run = body["object_attributes"];
        return run.Text("status").Length == 0
            ? (null, new BodyFault("$.object_attributes.status", "is missing"))
            : (new PipelineRun
            {
                IsJob = false,
                State = State(run.Text("status")),
                Project = project,
                Name = run.Text("name"),
                Branch = run.Text("ref"),
                Url = run.Text("url") is { Length: > 0 } url ? url : body.Text("project.web_url") is { Length: > 0 } web && run.Text("id") is { Length: > 0 } id ? $"{web}/-/pipelines/{id}" : "",
                Took = Seconds(run.Number("duration")),
                Waited = Seconds(run.Number("queued_duration")),
                FinishedAt = run.Time("finished_at"),
            }, null);
    }

    private static (PipelineRun? Run, BodyFault? Fault) Job(Picked body, string project)
    {
        var state = State(body.Text("build_status"));
        var forgiven = state == RunState.Failed && body.Text("build_allow_failure") == "true";
        return body.Text("build_status").Length == 0
            ? (null, new BodyFault("$.build_status", "is missing"))
            : (new PipelineRun
            {
                IsJob = true,
                State = forgiven ? RunState.Other : state,
                Project = project,
                Name = string.Join('/', new[] { body.Text("build_stage"), body.Text("build_name") }.Where(part => part.Length > 0)),
                Branch = body.Text("ref"),
                Reason = state == RunState.Failed && body.Text("build_failure_reason") is var reason and not "unknown_failure" ? reason : "",
                Url = body.Text("project.web_url") is { Length: > 0 } web && body.Text("build_id") is { Length: > 0 } id ? $"{web}/-/jobs/{id}" : "",
                Took = Seconds(body.Number("build_duration")),
                Waited = Seconds(body.Number("build_queued_duration")),
                FinishedAt = body.Time("build_finished_at"),
            }, null);
    }

    internal static TimeSpan? Seconds(double? seconds) => seconds is >= 0 and < 1e9 ? TimeSpan.FromSeconds(seconds.Value) : null;

    private static RunState State(string status) => status switch
    {
        "failed" => RunState.Failed,
        "success" => RunState.Passed,
        "running" => RunState.Running,
        "pending" or "created" or "preparing" or "waiting_for_resource" => RunState.Waiting,
        _ => RunState.Other,
    };
}
