namespace Awoooi.Tests.Alerts.Targets;

public sealed class TargetExtractionTests
{
    public static TheoryData<string, string, string, string, string> Rows => RealLabelSets.Rows;

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_victim_is_found_and_never_the_exporter(string labels, string ns, string target, string type, string workload)
    {
        var alert = Given.One(labels);

        Assert.Equal((ns, target, type, workload), (alert.Namespace, alert.TargetResource, alert.ResourceType, alert.Workload));
    }

    [Fact]
    public void When_only_the_exporter_is_named_a_note_says_so()
    {
        var alert = Given.One("alertname=Odd, job=node-exporter, pod=node-exporter-x7k2p, namespace=monitoring");

        Assert.Equal("", alert.TargetResource);
        Assert.Contains(alert.Notes, note => note.Contains("exporter", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cart-7d4b8c9f5-x2k4p", "cart")]
    [InlineData("api-server-7d4b8c9f5-xk2m3", "api-server")]
    [InlineData("cart-v2-7d4b8c9f5-x2k4p", "cart-v2")]
    [InlineData("cart-7-7d4b8c9f5-x2k4p", "cart-7")]
    [InlineData("cart-7", "cart")]
    [InlineData("cart-0", "cart")]
    [InlineData("cart-999", "cart")]
    [InlineData("cart-1000", "")]
    [InlineData("cart-07", "")]
    [InlineData("fluentd-x7k2p", "fluentd")]
    [InlineData("backup-28123456-x7k2p", "backup")]
    [InlineData("migrate-x7k2p", "migrate")]
    [InlineData("api-server-v2", "")]
    [InlineData("nginx-https", "")]
    [InlineData("x-backend1-node1", "")]
    [InlineData("redis-mysql", "")]
    [InlineData("cart", "")]
    [InlineData("-", "")]
    [InlineData("", "")]
    public void The_workload_is_read_from_the_shape_of_a_pod_name(string pod, string workload) =>
        Assert.Equal(workload, pod.Length == 0 ? "" : Given.One($"alertname=KubePodNotReady, namespace=shop, pod={pod}").Workload);

    [Fact]
    public void The_cluster_comes_from_its_label() => Assert.Equal("eu-1", Given.One("alertname=X, pod=a-0, cluster=eu-1").Cluster);

    [Fact]
    public void Auto_repair_labels_choose_nothing()
    {
        var plain = Given.One("alertname=NodeClockSkewDetected, job=node-exporter, instance=node-110:9100");
        var hinted = Given.One("alertname=NodeClockSkewDetected, job=node-exporter, instance=node-110:9100, auto_repair=restart_pod");

        Assert.Equal((plain.Automation, plain.TargetResource, plain.Category), (hinted.Automation, hinted.TargetResource, hinted.Category));
    }
}
