using Awoooi.Core.Alerts;
using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Rca.Facts;
using Awoooi.Core.Rca.Rules;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Rca;

public sealed class EvidenceCollectorTests
{
    private readonly FakeClusterReader _cluster = new();
    private readonly FaultScenario _scenario = new FaultScenario("crashloop").Runs(ready: 2).ReadyPods(2).Pod("bad", container => container.Crash(1));

    public EvidenceCollectorTests()
    {
        _cluster.Workloads.Add(_scenario.Workload!);
        _cluster.Pods.AddRange(_scenario.Pods);
    }

    [Fact]
    public async Task A_pod_is_followed_to_its_workload_and_the_crashed_one_is_restarted()
    {
        var analysis = await AnalyseAsync(Alert("cart-rs4-bad", "pod"));

        Assert.Equal((Operation.RestartPod, "cart-rs4-bad"), (analysis.Verdict.Operation, analysis.Verdict.Pod));
        Assert.Empty(analysis.Verdict.EvidenceMissing);
    }

    [Fact]
    public async Task A_pod_that_is_gone_leads_to_its_workload_by_name_and_says_so()
    {
        var analysis = await AnalyseAsync(Alert("cart-rs4-gone", "pod"));

        Assert.True(analysis.Collected.Pack.Has(EvidenceKind.TargetMissing));
        Assert.Equal("cart", analysis.Verdict.Workload?.Name);
    }

    [Fact]
    public async Task A_target_that_does_not_exist_is_no_evidence()
    {
        var analysis = await AnalyseAsync(Alert("carrt", "deployment") with { Workload = "carrt" });

        Assert.Equal(("not-enough-evidence", Operation.Manual), (analysis.Verdict.Cause, analysis.Verdict.Operation));
        Assert.NotEmpty(analysis.Verdict.Cites);
    }

    [Fact]
    public async Task An_alert_of_another_cluster_is_never_looked_up_here()
    {
        var analysis = await AnalyseAsync(Alert("cart-rs4-bad", "pod") with { Cluster = "other" });

        Assert.Equal(0, _cluster.Calls);
        Assert.Equal(Operation.Manual, analysis.Verdict.Operation);
    }

    [Theory]
    [InlineData("pod")]
    [InlineData("workload")]
    [InlineData("pods")]
    [InlineData("events")]
    public async Task Nothing_is_suggested_when_an_essential_read_hangs(string read)
    {
        _cluster.Hanging.Add(read);

        var analysis = await AnalyseAsync(Alert("cart-rs4-bad", "pod"));

        Assert.Equal(Operation.Manual, analysis.Verdict.Operation);
        Assert.Contains($"kubernetes: timeout ({read})", analysis.Verdict.EvidenceMissing);
    }

    [Theory]
    [InlineData("logs")]
    [InlineData("nodes")]
    public async Task A_gap_in_the_rest_lowers_confidence_only(string read)
    {
        var whole = (await AnalyseAsync(Alert("cart", "deployment"))).Verdict.Confidence;
        _cluster.Faults[read] = ClusterFault.Forbidden;

        var verdict = (await AnalyseAsync(Alert("cart", "deployment"))).Verdict;

        Assert.Equal(Operation.RestartPod, verdict.Operation);
        Assert.True(verdict.Confidence < whole);
        Assert.Equal([$"kubernetes: forbidden ({read})"], verdict.EvidenceMissing.Distinct());
    }

    [Fact]
    public async Task A_reader_that_throws_is_a_gap_and_no_exception()
    {
        _cluster.Throwing.UnionWith(["workload", "pod", "pods", "events", "logs"]);

        var analysis = await AnalyseAsync(Alert("cart", "deployment"));

        Assert.Equal(["kubernetes: error (workload)"], analysis.Verdict.EvidenceMissing);
    }

    [Fact]
    public async Task A_container_without_an_earlier_run_is_no_gap()
    {
        _cluster.Faults["logs"] = ClusterFault.Invalid;

        Assert.Empty((await AnalyseAsync(Alert("cart", "deployment"))).Verdict.EvidenceMissing);
    }

    [Fact]
    public async Task Events_of_a_noisy_neighbour_do_not_crowd_out_those_of_the_victim()
    {
        _cluster.Events.AddRange(Enumerable.Range(0, 200).Select(number => new EventFacts("Pod", "shop", $"noise-{number}", "Warning", "BackOff", "noise", 1, FaultScenario.Now)));
        _cluster.Events.Add(new EventFacts("Pod", "shop", "cart-rs4-bad", "Warning", "Unhealthy", "Liveness probe failed: refused", 3, FaultScenario.Now));

        var analysis = await AnalyseAsync(Alert("cart", "deployment"));

        Assert.True(analysis.Collected.Pack.Has(EvidenceKind.PodProbeFailing));
        Assert.DoesNotContain(analysis.Collected.Pack.Items, item => item.Subject.Contains("noise", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelling_the_caller_cancels_the_analysis()
    {
        _cluster.Hanging.Add("workload");
        using var cancel = new CancellationTokenSource();
        var analysis = Pipeline(TimeSpan.FromSeconds(60)).AnalyseAsync(Request(Alert("cart", "deployment")), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => analysis);
    }

    [Fact]
    public async Task Secrets_in_a_log_never_reach_the_evidence()
    {
        _cluster.Log.AddRange(["connecting with password=hunter2-very-long", "postgres://cart:s3cr3t@db:5432/cart refused"]);

        var analysis = await AnalyseAsync(Alert("cart", "deployment"));

        Assert.True(analysis.Collected.Pack.Has(EvidenceKind.LogTail));
        Assert.All(analysis.Collected.Pack.Items, item => Assert.DoesNotContain("hunter2", item.Excerpt + item.Fact, StringComparison.Ordinal));
        Assert.All(analysis.Collected.Pack.Items, item => Assert.DoesNotContain("s3cr3t", item.Excerpt + item.Fact, StringComparison.Ordinal));
    }

    private Task<RcaAnalysis> AnalyseAsync(Alert alert) => Pipeline(TimeSpan.FromMilliseconds(100)).AnalyseAsync(Request(alert), CancellationToken.None);

    private RcaPipeline Pipeline(TimeSpan deadline)
    {
        var options = Options.Create(new RcaOptions { CollectorDeadline = deadline });
        return new RcaPipeline(new EvidenceCollector(_cluster, options, new StoppedClock(FaultScenario.Now), NullLogger<EvidenceCollector>.Instance), new RuleEngine(FaultScenario.Shipped));
    }

    private static EvidenceRequest Request(Alert alert) => new(alert, "home", IncidentHistory.None);

    private static Alert Alert(string target, string type) => new()
    {
        Source = "alertmanager",
        AlertType = "KubePodCrashLooping",
        Severity = Severity.Warning,
        Status = AlertStatus.Firing,
        Priority = Priority.P1,
        Category = "crashloop",
        Automation = AutomationVerdict.Auto,
        Namespace = "shop",
        TargetResource = target,
        ResourceType = type,
        Workload = "cart",
        Message = "crashing",
    };

    /// <summary>Tells a fixed time of day; its timers are real.</summary>
    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
