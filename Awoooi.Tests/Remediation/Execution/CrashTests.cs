using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Remediation.Execution;

/// <summary>Whatever moment a worker ends at, the next one finishes what was begun, and the server has seen one change.</summary>
public sealed class CrashTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    public static TheoryData<Operation, Moment> Points
    {
        get
        {
            var points = new TheoryData<Operation, Moment>();
            foreach (var operation in new[] { Operation.RestartPod, Operation.RestartDeployment, Operation.ScaleUp, Operation.Rollback })
            {
                foreach (var moment in new[] { Moment.BeforeClaim, Moment.BeforeStore, Moment.BeforeSend, Moment.AfterSend, Moment.BeforeRecord, Moment.AfterRecord })
                {
                    points.Add(operation, moment);
                }
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task A_change_happens_exactly_once(Operation operation, Moment moment)
    {
        await using var scene = await StartAsync();
        await scene.FireAlertAsync();
        await scene.ApproveAsync(RepairScene.Ask(operation, pod: operation == Operation.RestartPod ? await scene.PodAsync() : null));
        scene.Interruption.Kill(moment);

        Assert.Null(await scene.PassAsync());
        await scene.WaitAsync(3);
        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));
        await scene.ClearAlertAsync();
        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((ApprovalState.Succeeded, 1, 0), (ended.State, scene.Changes, scene.Undos));
        Assert.Equal(0, await scene.ScalarAsync<long>("select count(*) from workload_locks"));
        Assert.Equal(1, await scene.ScalarAsync<long>("select count(*) from trust_samples where succeeded"));
    }

    [Theory]
    [InlineData(Moment.BeforeRecord)]
    [InlineData(Moment.AfterRecord)]
    public async Task Ending_while_verifying_changes_nothing(Moment moment)
    {
        await using var scene = await StartAsync();
        await scene.FireAlertAsync();
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        await scene.RunUntilAsync(approval => approval.State == ApprovalState.Verifying, TimeSpan.FromMinutes(1));
        await scene.ClearAlertAsync();

        for (var deaths = 0; deaths < 3; deaths++)
        {
            scene.Interruption.Kill(moment);
            await scene.RunAsync(TimeSpan.FromSeconds(30));
        }

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((ApprovalState.Succeeded, 1), (ended.State, scene.Changes));
    }

    [Theory]
    [InlineData(Moment.BeforeUndoStore)]
    [InlineData(Moment.BeforeUndoSend)]
    [InlineData(Moment.AfterUndoSend)]
    public async Task An_undo_happens_exactly_once(Moment moment)
    {
        await using var scene = await StartAsync();
        scene.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.NotReady, Healing.WorseWhenReplaced);
        await scene.WaitAsync(3);
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        scene.Interruption.Kill(moment);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(15));

        Assert.False(scene.Interruption.Armed);
        Assert.Equal((ApprovalState.RolledBack, 1, 1), (ended.State, scene.Changes, scene.Undos));
    }

    [Fact]
    public async Task An_undo_that_nobody_could_watch_is_judged_by_what_is_found_afterwards()
    {
        await using var scene = await StartAsync();
        scene.Cluster.Behaviours.ForWorkload("shop", "cart", PodFault.NotReady, Healing.WorseWhenReplaced);
        await scene.WaitAsync(3);
        await scene.ApproveAsync(RepairScene.Ask(Operation.ScaleUp));
        await scene.RunUntilAsync(_ => scene.Undos == 1, TimeSpan.FromMinutes(15));
        await scene.WaitAsync(1800);

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Equal((ApprovalState.RolledBack, 1, 1), (ended.State, scene.Changes, scene.Undos));
    }

    [Theory]
    [InlineData(Operation.RestartPod)]
    [InlineData(Operation.RestartDeployment)]
    [InlineData(Operation.ScaleUp)]
    [InlineData(Operation.Rollback)]
    public async Task Workers_that_all_believe_to_hold_the_lease_make_one_change(Operation operation)
    {
        await using var scene = await StartAsync();
        await scene.ApproveAsync(RepairScene.Ask(operation, pod: operation == Operation.RestartPod ? await scene.PodAsync() : null));

        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(scene.PassAsync)));
        }

        var ended = await scene.RunAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((ApprovalState.Succeeded, 1, 0), (ended.State, scene.Changes, scene.Undos));
    }

    private async Task<RepairScene> StartAsync()
    {
        var scene = await RepairScene.StartAsync(store, shop => shop.Deployment("cart", 3));
        await scene.Call.StrategicAsync("/apis/apps/v1/namespaces/shop/deployments/cart", """{"spec":{"template":{"spec":{"containers":[{"name":"cart","image":"registry.example/cart:2.0"}]}}}}""");
        await scene.Cluster.AdvanceAsync(TimeSpan.FromSeconds(30));
        return scene;
    }
}
