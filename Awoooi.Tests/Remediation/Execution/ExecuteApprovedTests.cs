using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.Execution;
using Awoooi.Core.Trust;
using Awoooi.Core.Work;
using Awoooi.Infrastructure.Simulator.Estate;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Remediation.Execution;

public sealed class ExecuteApprovedTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private const string Cart = "/apis/apps/v1/namespaces/shop/deployments/cart";
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(20);

    [Fact]
    public async Task A_restart_succeeds_once_the_workload_is_stable_and_the_alert_has_cleared()
    {
        await using var scene = await StartAsync();
        await scene.FireAlertAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));

        await scene.RunAsync(TimeSpan.FromMinutes(3));
        var view = await scene.Get<IExecutions>().FindAsync(scene.ApprovalId, default);
        Assert.Equal((ApprovalState.Verifying, RunPhase.Verifying), ((await scene.ApprovalAsync()).State, view!.Progress!.Phase));
        Assert.NotNull(view.Progress.HealthyAt);
        await scene.ClearAlertAsync();
        var ended = await scene.RunAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((ApprovalState.Succeeded, 1, 0), (ended.State, scene.Changes, scene.Undos));
        Assert.Equal("succeeded", await scene.ScalarAsync<string>($"select outcome from executions where id = '{scene.ExecutionId}' and ended_at is not null"));
        Assert.Equal("execution.request-stored,execution.answered", await scene.ScalarAsync<string>($"select string_agg(action, ',' order by seq) from audit_entries where action like 'execution.%' and subject = '{ended.ShortId}'"));
        Assert.Contains(scene.ExecutionId.ToString(), await scene.ScalarAsync<string>($"select after ->> 'body' from audit_entries where action = 'execution.request-stored' and subject = '{ended.ShortId}'"), StringComparison.Ordinal);
        Assert.True(await scene.ScalarAsync<long>("select count(*) from timeline where text_en like '%alert has cleared%'") > 0);
    }

    [Fact]
    public async Task Healthy_without_a_cleared_alert_had_no_effect_and_is_not_undone()
    {
        await using var scene = await StartAsync();
        await scene.FireAlertAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));

        var ended = await scene.RunAsync(Quarter, 20);

        Assert.Equal((ApprovalState.NoEffect, 1, 0), (ended.State, scene.Changes, scene.Undos));
        Assert.Equal(5, (await scene.WorkloadAsync()).DesiredReplicas);
        Assert.Equal(1, await scene.ScalarAsync<long>("select count(*) from trust_samples where not succeeded"));
    }

    [Fact]
    public async Task Worse_than_before_is_taken_back()
    {
        await using var scene = await StartAsync();
        scene.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.NotReady, Healing.WorseWhenReplaced);
        await scene.WaitAsync(3);
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));

        var ended = await scene.RunAsync(Quarter);

        Assert.Equal((ApprovalState.RolledBack, 1, 1), (ended.State, scene.Changes, scene.Undos));
        Assert.Equal(3, (await scene.WorkloadAsync()).DesiredReplicas);
    }

    [Fact]
    public async Task No_worse_than_before_is_left_as_it_is()
    {
        await using var scene = await RepairScene.StartAsync(store, shop => shop.Deployment("cart", 2, cart => cart.Cpu("40")));
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));

        var ended = await scene.RunAsync(Quarter);

        Assert.Equal((ApprovalState.Failed, 1, 0), (ended.State, scene.Changes, scene.Undos));
        Assert.Contains("2 of 3 ready, 2 of 2 before", ended.StateReason, StringComparison.Ordinal);
        Assert.Equal(3, (await scene.WorkloadAsync()).DesiredReplicas);
    }

    [Fact]
    public async Task A_lost_answer_is_unknown_until_the_cluster_was_read()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        scene.Interruption.Sending = _ => Fault(scene, ApiFault.CutAfterApplying);

        await scene.PassAsync();
        Assert.Equal(ApprovalState.Unknown, (await scene.ApprovalAsync()).State);
        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((ApprovalState.Succeeded, 1), (ended.State, scene.Changes));
    }

    [Fact]
    public async Task A_request_that_never_arrived_is_said_to_be_so_only_after_a_while()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        scene.Interruption.Sending = _ => Fault(scene, ApiFault.CutBeforeApplying);

        await scene.RunAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(ApprovalState.Unknown, (await scene.ApprovalAsync()).State);
        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((ApprovalState.Failed, 0), (ended.State, scene.Changes));
        Assert.Contains("not applied", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stale_version_is_read_again_and_decided_again()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        scene.Interruption.Sending = _ => Fault(scene, ApiFault.Conflict);

        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));

        Assert.Equal((1, 2L), (scene.Changes, await scene.ScalarAsync<long>("select count(*) from execution_steps")));
    }

    [Fact]
    public async Task A_workload_that_changed_between_look_and_request_is_left_alone()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        scene.Interruption.Sending = _ => scene.Call.StrategicAsync(Cart, """{"spec":{"replicas":4}}""");

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Failed, 0), (ended.State, scene.Changes));
        Assert.StartsWith("nothing was changed", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_says_that_nothing_was_changed()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        scene.Interruption.Sending = _ => Fault(scene, ApiFault.Forbidden);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Failed, 0), (ended.State, scene.Changes));
        Assert.StartsWith("nothing was changed: 403", ended.StateReason, StringComparison.Ordinal);
        Assert.Equal(0, await scene.ScalarAsync<long>("select count(*) from trust_samples"));
    }

    [Fact]
    public async Task A_budget_that_closed_in_the_last_moment_refuses_the_eviction()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartPod, pod: await scene.PodAsync()));
        scene.Interruption.Sending = async _ =>
        {
            new EstateBuilder(scene.Cluster).Namespace("shop", shop => shop.Budget("cart", "cart", "3"));
            await scene.Cluster.AdvanceAsync(TimeSpan.FromSeconds(5));
        };

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Failed, 0), (ended.State, scene.Changes));
        Assert.StartsWith("nothing was changed: 429", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pod_that_is_gone_changes_the_plan()
    {
        await using var scene = await StartAsync();
        var pod = await scene.PodAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartPod, pod: pod));
        await scene.Call.DeleteAsync($"/api/v1/namespaces/shop/pods/{pod}");
        await scene.WaitAsync(40);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Changed, 0), (ended.State, scene.Changes));
        Assert.Contains("target-exists", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_generation_changes_the_plan()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        await scene.Call.StrategicAsync(Cart, """{"spec":{"replicas":4}}""");
        await scene.WaitAsync(20);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Changed, 0), (ended.State, scene.Changes));
    }

    [Fact]
    public async Task A_scaling_that_somebody_takes_back_has_failed_and_is_not_undone()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));
        await scene.Call.StrategicAsync(Cart, """{"spec":{"replicas":3}}""");

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Failed, 0), (ended.State, scene.Undos));
        Assert.Contains("3 replicas", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_autoscaler_that_puts_the_count_back_is_named()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));
        new EstateBuilder(scene.Cluster).Namespace("shop", shop => shop.Autoscaler("cart-scaler", "cart", 1, 2));
        await scene.WaitAsync(60);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(ApprovalState.Failed, ended.State);
        Assert.Contains("cart-scaler", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_starts_while_paused_and_it_starts_afterwards()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        await scene.Automation.SetSwitchAsync(AutonomySwitch.Paused, "drill", "Chen Yu", default);

        Assert.IsType<WorkOutcome.Again>(await scene.PassAsync());
        Assert.Equal((ApprovalState.Approved, 0), ((await scene.ApprovalAsync()).State, scene.Changes));
        await scene.Automation.SetSwitchAsync(AutonomySwitch.Acting, "over", "Chen Yu", default);
        await scene.PassAsync();

        Assert.Equal(1, scene.Changes);
    }

    [Fact]
    public async Task What_cannot_start_in_time_is_given_up()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        await scene.Automation.SetSwitchAsync(AutonomySwitch.Paused, "drill", "Chen Yu", default);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(12), 60);

        Assert.Equal((ApprovalState.Changed, 0), (ended.State, scene.Changes));
        Assert.Contains("Paused", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_does_everything_but_the_change()
    {
        await using var scene = await RepairScene.StartAsync(store, shop => shop.Deployment("cart", 3), ("Awoooi:Automation:DryRun", "true"));
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Changed, 0), (ended.State, scene.Changes));
        Assert.Contains("DryRunMode", ended.StateReason, StringComparison.Ordinal);
        Assert.Equal(1, await scene.ScalarAsync<long>($"select count(*) from audit_entries where action = 'execution.rehearsed' and subject = '{ended.ShortId}'"));
        Assert.Equal(PreFlightChecks.All.Count, ended.PreFlight.Count);
    }

    [Fact]
    public async Task A_protected_workload_is_never_touched()
    {
        await using var scene = await RepairScene.StartAsync(store, shop => shop.Deployment("cart", 3, cart => cart.Label(ExecutionMarker.ProtectedLabel, "true")));
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Changed, 0), (ended.State, scene.Changes));
        Assert.Contains("ProtectedTarget", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_namespace_that_is_not_allowed_is_never_touched()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        await scene.Automation.SaveNamespaceAsync(new NamespaceRule("shop", AutonomyMode.Auto, false, null, false, false), "test", default);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Equal((ApprovalState.Changed, 0), (ended.State, scene.Changes));
    }

    [Fact]
    public async Task One_workload_has_one_action_at_a_time()
    {
        await using var scene = await StartAsync();
        var other = await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        var held = scene.ExecutionId;
        await scene.ExecuteAsync($"update approvals set state = 'failed' where id = '{other.Id}'; update executions set outcome = 'failed' where id = '{held}'");
        await scene.ExecuteAsync($"insert into workload_locks (cluster, workload_uid, execution_id, fence) select cluster, workload_uid, id, 1 from executions where id = '{held}'");
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));

        Assert.IsType<WorkOutcome.Again>(await scene.PassAsync());
        Assert.Equal((ApprovalState.Approved, 0), ((await scene.ApprovalAsync()).State, scene.Changes));
        await scene.ExecuteAsync("delete from workload_locks");
        await scene.PassAsync();

        Assert.Equal(1, scene.Changes);
    }

    [Fact]
    public async Task A_person_stops_a_running_repair_and_it_is_taken_back()
    {
        await using var scene = await StartAsync();
        await scene.FireAlertAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));

        Assert.Equal(RefusalCode.RoleMissing, (await scene.Get<IExecutions>().StopAsync(scene.ApprovalId, A.Person("Ho Bo", Core.People.Roles.Monitor), default))?.Code);
        Assert.Null(await scene.Get<IExecutions>().StopAsync(scene.ApprovalId, A.Person("Lin Wei"), default));
        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((ApprovalState.RolledBack, 1, 1), (ended.State, scene.Changes, scene.Undos));
        Assert.Equal(3, (await scene.WorkloadAsync()).DesiredReplicas);
        Assert.Contains("Lin Wei", ended.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_was_overtaken_records_nothing()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));
        var executions = scene.Get<IExecutionStore>();
        var older = await executions.TakeAsync(scene.ExecutionId, await scene.FenceAsync(), default);
        await executions.TakeAsync(scene.ExecutionId, await scene.FenceAsync(), default);

        await Assert.ThrowsAsync<ExecutionOvertakenException>(() => executions.RecordAsync(older!, _ => new RunChange { Progress = older!.Progress!, State = ApprovalState.Failed }, default));

        Assert.Equal(ApprovalState.Verifying, (await scene.ApprovalAsync()).State);
        Assert.Null(await executions.TakeAsync(scene.ExecutionId, older!.Fence, default));
    }

    [Fact]
    public async Task The_database_takes_no_second_change_of_an_execution()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));

        var fault = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => scene.ExecuteAsync(
            "insert into execution_steps select execution_id, seq + 1, kind, mutation, marker, method, path, content_type, body, body_sha256, pod, pod_uid, base_generation, stored_at, 1, fence from execution_steps"));

        Assert.Equal("execution_steps_one_effect", fault.ConstraintName);
    }

    [Fact]
    public async Task A_person_ends_an_unknown_outcome_and_the_workload_is_free_again()
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.RestartDeployment));
        scene.Interruption.Sending = _ => Fault(scene, ApiFault.CutBeforeApplying);
        await scene.PassAsync();

        A.Accepted(await scene.Approvals.AdvanceAsync(scene.ApprovalId, ApprovalState.Failed, "Chen Yu", "looked myself", default));
        Assert.IsType<WorkOutcome.Done>(await scene.PassAsync());

        Assert.Equal(0, await scene.ScalarAsync<long>("select count(*) from workload_locks"));
    }

    [Fact]
    public async Task The_template_of_a_rollback_is_forgotten_after_its_end_and_never_audited()
    {
        await using var scene = await StartAsync();
        await scene.Call.StrategicAsync(Cart, """{"spec":{"template":{"spec":{"containers":[{"name":"cart","image":"registry.example/cart:2.0","env":[{"name":"PASSWORD","value":"hunter2"}]}]}}}}""");
        await scene.Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        await scene.ApproveAsync(RepairScene.Ask(Operation.Rollback));

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((ApprovalState.Succeeded, 1), (ended.State, scene.Changes));
        Assert.Equal(1, await scene.ScalarAsync<long>("select count(*) from execution_steps where body is null and length(body_sha256) = 32"));
        Assert.Equal(0, await scene.ScalarAsync<long>("select count(*) from audit_entries where after::text like '%registry.example%' or after::text like '%hunter2%'"));
        Assert.Equal("registry.example/cart:1.0", JsonNode.Parse(scene.Cluster.Find("deployments", "shop", "cart")!.ToJsonString())!["spec"]!["template"]!["spec"]!["containers"]![0]!["image"]!.GetValue<string>());
    }

    private Task<RepairScene> StartAsync() => RepairScene.StartAsync(store, shop => shop.Deployment("cart", 3));

    private static Task Fault(RepairScene scene, ApiFault fault)
    {
        scene.Cluster.Faults.Next(fault, method: "PATCH");
        return Task.CompletedTask;
    }
}
