using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class PipelineSourceTests
{
    [Theory]
    [InlineData("failed", 60, "PipelineFailed firing")]
    [InlineData("failed", 1801, "PipelineFailed firing, PipelineTooSlow firing")]
    [InlineData("success", 1800, "PipelineFailed resolved, PipelineTooSlow resolved")]
    [InlineData("success", 1801, "PipelineFailed resolved, PipelineTooSlow firing")]
    [InlineData("canceled", 60, "")]
    [InlineData("skipped", 60, "")]
    [InlineData("manual", 60, "")]
    [InlineData("running", 60, "")]
    [InlineData("pending", 60, "")]
    public void A_gitlab_pipeline_fails_passes_or_takes_too_long(string status, int seconds, string expected)
    {
        var result = Given.Pipelines.Normalised(GitLabPipeline(status, seconds));

        Assert.Null(result.Fault);
        Assert.Equal(expected, Told(result));
        Assert.All(result.Alerts, item => Assert.Equal(("shop/cart", "pipeline", AutomationVerdict.Manual, "main"), (item.Alert.TargetResource, item.Alert.ResourceType, item.Alert.Automation, item.Alert.Labels["branch"])));
        Assert.All(result.Alerts, item => Assert.Equal(seconds, item.Alert.Metrics["duration_seconds"].Number));
    }

    [Fact]
    public void A_failed_pipeline_is_p0_and_its_success_ends_it()
    {
        var failed = Given.Pipelines.Normalised(GitLabPipeline("failed", 60)).Alerts[0].Alert;
        var passed = Given.Pipelines.Normalised(GitLabPipeline("success", 60).Replace("08:10:00", "09:10:00", StringComparison.Ordinal)).Alerts[0].Alert;

        Assert.Equal((Priority.P0, Severity.Critical), (failed.Priority, failed.Severity));
        Assert.Equal(AlertIdentity.KeyOf("", failed.Labels), AlertIdentity.KeyOf("", passed.Labels));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 10, 0, TimeSpan.Zero), failed.StartsAt);
        Assert.True(passed.StartsAt > failed.StartsAt);
        Assert.Equal("https://gitlab.example.com/shop/cart/-/pipelines/31", failed.Links["run"]);
    }

    [Theory]
    [InlineData("failed", "false", 10, 60, "BuildFailed firing")]
    [InlineData("failed", "true", 10, 60, "")]
    [InlineData("failed", "false", 10, 1801, "BuildFailed firing, JobRunningTooLong firing")]
    [InlineData("success", "false", 10, 60, "BuildFailed resolved, JobRunningTooLong resolved")]
    [InlineData("pending", "false", 300, 0, "")]
    [InlineData("pending", "false", 301, 0, "JobStuckPending firing")]
    [InlineData("running", "false", 301, 0, "JobStuckPending resolved")]
    [InlineData("running", "false", 300, 0, "")]
    [InlineData("canceled", "false", 900, 0, "")]
    public void A_gitlab_job_fails_waits_or_runs_too_long(string status, string forgiven, int waited, int took, string expected) =>
        Assert.Equal(expected, Told(Given.Pipelines.Normalised(GitLabJob(status, forgiven, waited, took))));

    [Theory]
    [InlineData("completed", "failure", "PipelineFailed firing")]
    [InlineData("completed", "timed_out", "PipelineFailed firing")]
    [InlineData("completed", "startup_failure", "PipelineFailed firing")]
    [InlineData("completed", "success", "PipelineFailed resolved, PipelineTooSlow resolved")]
    [InlineData("completed", "cancelled", "")]
    [InlineData("completed", "action_required", "")]
    [InlineData("in_progress", null, "")]
    [InlineData("requested", null, "")]
    public void A_github_run_is_told_by_its_conclusion(string status, string? conclusion, string expected)
    {
        var result = Given.Pipelines.Normalised(GitHub("workflow_run", status, conclusion));

        Assert.Null(result.Fault);
        Assert.Equal(expected, Told(result));
        Assert.All(result.Alerts, item => Assert.Equal(("acme/cart", "CI", 540), (item.Alert.TargetResource, item.Alert.Labels["workflow"], item.Alert.Metrics["duration_seconds"].Number)));
    }

    [Theory]
    [InlineData("completed", "failure", "BuildFailed firing")]
    [InlineData("completed", "success", "BuildFailed resolved, JobRunningTooLong resolved")]
    [InlineData("queued", null, "")]
    public void A_github_job_too(string status, string? conclusion, string expected) =>
        Assert.Equal(expected, Told(Given.Pipelines.Normalised(GitHub("workflow_job", status, conclusion))));

    [Theory]
    [InlineData("""{"object_kind":"push","ref":"refs/heads/main","project":{"path_with_namespace":"shop/cart"}}""")]
    [InlineData("""{"zen":"Keep it logically awesome.","hook_id":1,"repository":{"full_name":"acme/cart"}}""")]
    public void Other_hooks_are_taken_and_passed_over(string body)
    {
        var result = Given.Pipelines.Normalised(body);

        Assert.Null(result.Fault);
        Assert.Empty(result.Alerts);
    }

    [Theory]
    [InlineData("{}", "$.object_kind")]
    [InlineData("""{"object_kind":"pipeline"}""", "$.project.path_with_namespace")]
    [InlineData("""{"object_kind":"pipeline","project":{"name":"x"}}""", "$.object_attributes")]
    [InlineData("""{"object_kind":"pipeline","project":{"name":"x"},"object_attributes":{}}""", "$.object_attributes.status")]
    [InlineData("""{"object_kind":"build","project_name":"x"}""", "$.build_status")]
    [InlineData("""{"workflow_run":7}""", "$.workflow_run")]
    [InlineData("""{"workflow_job":{}}""", "$.repository.full_name")]
    public void A_broken_hook_is_refused_by_path(string body, string path) => Assert.Equal(path, Given.Pipelines.Normalised(body).Fault?.Path);

    [Theory]
    [InlineData("2026-11-20 08:10:00 UTC")]
    [InlineData("2026-11-20 16:10:00 +0800")]
    [InlineData("2026-11-20T08:10:00Z")]
    public void Gitlab_writes_times_in_several_ways(string time) =>
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 8, 10, 0, TimeSpan.Zero), Given.Pipelines.Normalised(GitLabPipeline("failed", 60).Replace("2026-11-20 08:10:00 UTC", time, StringComparison.Ordinal)).Alerts[0].Alert.StartsAt);

    internal static string GitLabPipeline(string status, int seconds) =>
        $$"""{"object_kind":"pipeline","object_attributes":{"id":31,"ref":"main","status":"{{status}}","detailed_status":"{{status}}","duration":{{seconds}},"queued_duration":4,"created_at":"2026-11-20 08:00:00 UTC","finished_at":"2026-11-20 08:10:00 UTC"},"project":{"id":1,"name":"Cart","path_with_namespace":"shop/cart","web_url":"https://gitlab.example.com/shop/cart"},"builds":[{"id":1,"status":"failed"}]}""";

    internal static string GitLabJob(string status, string forgiven, int waited, int took) =>
        $$"""{"object_kind":"build","ref":"main","build_id":9,"build_name":"unit","build_stage":"test","build_status":"{{status}}","build_duration":{{took}},"build_queued_duration":{{waited}},"build_allow_failure":{{forgiven}},"build_failure_reason":"script_failure","project_id":1,"project_name":"Shop / Cart","project":{"path_with_namespace":"shop/cart","web_url":"https://gitlab.example.com/shop/cart"},"runner":null}""";

    internal static string GitHub(string kind, string status, string? conclusion) =>
        $$$"""{"action":"{{{status}}}","{{{kind}}}":{"id":5,"name":"CI","workflow_name":"Build","head_branch":"main","status":"{{{status}}}","conclusion":{{{(conclusion is null ? "null" : $"\"{conclusion}\"")}}},"created_at":"2026-11-20T08:00:00Z","run_started_at":"2026-11-20T08:01:00Z","started_at":"2026-11-20T08:01:00Z","updated_at":"2026-11-20T08:10:00Z","completed_at":"2026-11-20T08:10:00Z","html_url":"https://github.com/acme/cart/actions/runs/5"},"repository":{"full_name":"acme/cart"}}""";

    private static string Told(Normalisation result) => string.Join(", ", result.Alerts.Select(item => $"{item.Alert.AlertType} {(item.Alert.Status == AlertStatus.Firing ? "firing" : "resolved")}"));
}
