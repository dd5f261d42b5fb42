using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Reading;

namespace Awoooi.Tests.Kubernetes;

public sealed class RolloutReadingTests
{
    [Fact]
    public void A_recorded_restart_is_complete_only_before_and_after_itself()
    {
        var states = States("19-rollout-restart-sequence", WorkloadKind.Deployment);

        Assert.Equal(RolloutState.Complete, states[0]);
        Assert.Equal([RolloutState.NotObserved, RolloutState.NotObserved], states[1..3]);
        Assert.Equal(RolloutState.Complete, states[^1]);
        Assert.Equal(RolloutState.Complete, states[^2]);
        Assert.All(states[3..^2], state => Assert.Equal(RolloutState.Progressing, state));
    }

    [Fact]
    public void A_recorded_StatefulSet_restart_is_never_taken_for_done_on_the_way()
    {
        var states = States("19-statefulset-restart-sequence", WorkloadKind.StatefulSet);

        Assert.Equal([RolloutState.Complete, RolloutState.NotObserved, RolloutState.Progressing], states[..3]);
        Assert.Equal(RolloutState.Complete, states[^1]);
    }

    [Fact]
    public void A_recorded_DaemonSet_restart_is_never_taken_for_done_on_the_way()
    {
        var states = States("19-daemonset-restart-sequence", WorkloadKind.DaemonSet);

        Assert.Equal([RolloutState.Complete, RolloutState.NotObserved, RolloutState.Progressing, RolloutState.Progressing], states);
    }

    [Theory]
    [InlineData("19-rollout-stuck-final", RolloutState.Stuck)]
    [InlineData("06-restart-paused-after", RolloutState.Held)]
    [InlineData("07-deployment-at-zero", RolloutState.Complete)]
    [InlineData("03-deployment-get", RolloutState.Complete)]
    public void A_recorded_Deployment_stands_where_its_controller_says(string name, RolloutState expected) =>
        Assert.Equal(expected, WorkloadMapping.Read(WorkloadKind.Deployment, Recording.Named(name).Body, Cart.Morning).Rollout);

    [Fact]
    public void A_StatefulSet_that_only_deletion_updates_is_held()
    {
        var set = JsonSerializer.Deserialize<JsonElement>("""
            {"metadata":{"generation":2},"spec":{"replicas":2,"updateStrategy":{"type":"OnDelete"}},"status":{"observedGeneration":2,"replicas":2,"readyReplicas":2,"currentReplicas":2,"currentRevision":"a","updateRevision":"b"}}
            """);

        Assert.Equal(RolloutState.Held, WorkloadMapping.Read(WorkloadKind.StatefulSet, set, Cart.Morning).Rollout);
    }

    [Fact]
    public void Templates_differ_by_program_only()
    {
        var plain = """{"metadata":{"labels":{"app":"a"}},"spec":{"containers":[{"name":"a","image":"a:1"}]}}""";

        Assert.Equal(Hash(plain), Hash("""{"spec":{"containers":[{"image":"a:1","name":"a"}],"$patch":"replace"},"$patch":"replace","metadata":{"creationTimestamp":null,"annotations":{"x":"y"},"labels":{"app":"a","pod-template-hash":"123"}}}"""));
        Assert.NotEqual(Hash(plain), Hash(plain.Replace("a:1", "a:2", StringComparison.Ordinal)));
        Assert.NotEqual(Hash(plain), Hash(plain.Replace("\"app\":\"a\"", "\"app\":\"b\"", StringComparison.Ordinal)));
    }

    private static string Hash(string template) => TemplateHash.Of(JsonSerializer.Deserialize<JsonElement>(template));

    private static List<RolloutState> States(string name, WorkloadKind kind) =>
        [.. Recording.Named(name).Body.EnumerateArray().Select(entry => WorkloadMapping.Read(kind, entry.GetProperty("object"), Cart.Morning).Rollout)];
}
