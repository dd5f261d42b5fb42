using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Tests.Kubernetes;

public sealed class ApiStatusTests
{
    [Theory]
    [InlineData("14-unauthorized", ClusterFault.Unauthenticated)]
    [InlineData("14-anonymous", ClusterFault.Unauthenticated)]
    [InlineData("14-forbidden-get", ClusterFault.Forbidden)]
    [InlineData("11-quota-pod-create", ClusterFault.Refused)]
    [InlineData("14-namespace-terminating-create", ClusterFault.Refused)]
    [InlineData("14-not-found", ClusterFault.NotFound)]
    [InlineData("14-not-found-path", ClusterFault.NotFound)]
    [InlineData("14-not-found-resource", ClusterFault.NotFound)]
    [InlineData("06-patch-stale-rv", ClusterFault.Conflict)]
    [InlineData("06-patch-wrong-uid", ClusterFault.Conflict)]
    [InlineData("09-evict-uid-wrong", ClusterFault.Conflict)]
    [InlineData("14-conflict-put", ClusterFault.Conflict)]
    [InlineData("09-evict-blocked", ClusterFault.DisruptionBudget)]
    [InlineData("09-evict-pdb-processing", ClusterFault.DisruptionBudget)]
    [InlineData("14-throttled", ClusterFault.Overloaded)]
    [InlineData("14-apiservice-unavailable", ClusterFault.Overloaded)]
    [InlineData("09-evict-two-pdbs", ClusterFault.Refused)]
    [InlineData("14-webhook-down", ClusterFault.Refused)]
    [InlineData("14-policy-denied", ClusterFault.Refused)]
    [InlineData("14-patch-wrong-content-type", ClusterFault.Invalid)]
    [InlineData("14-too-large", ClusterFault.Invalid)]
    [InlineData("14-wrong-type", ClusterFault.Invalid)]
    [InlineData("14-invalid", ClusterFault.Invalid)]
    [InlineData("16-log-waiting", ClusterFault.Invalid)]
    public void A_recorded_refusal_has_its_meaning(string name, ClusterFault expected) => Assert.Equal(expected, Read(name).Fault);

    [Theory]
    [InlineData("14-webhook-down", true)]
    [InlineData("09-evict-two-pdbs", true)]
    [InlineData("14-throttled", true)]
    [InlineData("14-policy-denied", true)]
    [InlineData("14-apiservice-unavailable", false)]
    public void It_is_known_whether_a_refusal_came_before_any_effect(string name, bool nothingChanged) => Assert.Equal(nothingChanged, Read(name).NothingChanged);

    [Theory]
    [InlineData(500, "etcdserver: request timed out")]
    [InlineData(502, "bad gateway")]
    [InlineData(504, "Timeout: request did not complete within requested timeout")]
    [InlineData(408, "timeout")]
    public void A_time_out_behind_the_server_leaves_open_what_happened(int status, string text) =>
        Assert.False(ApiStatus.Read(new ApiReply(status, "text/plain", text, null, [])).NothingChanged);

    [Theory]
    [InlineData("14-wrong-type", "422 Invalid: patch: FieldValueInvalid")]
    [InlineData("11-resources-bad-quantity", "422 Invalid: patch: FieldValueInvalid")]
    [InlineData("14-policy-denied", "422 Invalid: ValidatingAdmissionPolicy 'no-restart' with binding 'no-restart' denied request: changes are frozen this week")]
    [InlineData("10-rollback-test-fails-generation", "422 Invalid: the server rejected our request due to an error in our request")]
    public void A_422_names_the_place_and_never_repeats_the_object(string name, string detail) => Assert.Equal(detail, Read(name).Detail);

    [Fact]
    public void A_422_without_causes_is_cut_before_the_value()
    {
        var body = """{"kind":"Status","message":"Deployment.apps \"cart\" is invalid: spec: Invalid value: {\"env\":[{\"value\":\"hunter2\"}]}","reason":"Invalid","details":{},"code":422}""";

        var detail = ApiStatus.Read(new ApiReply(422, "application/json", body, null, [])).Detail;

        Assert.Equal("422 Invalid: Deployment.apps \"cart\" is invalid: spec:", detail);
    }

    [Fact]
    public void The_budget_that_stands_in_the_way_is_named() =>
        Assert.Contains("The disruption budget cart needs 3 healthy pods and has 3 currently", Read("09-evict-blocked").Detail, StringComparison.Ordinal);

    [Fact]
    public void A_410_offers_the_rest_of_the_list() => Assert.NotNull(Read("03-list-continue-expired").Continue);

    [Fact]
    public void Long_answers_of_strangers_become_one_short_line()
    {
        var detail = ApiStatus.Read(new ApiReply(403, "text/html", "<html>\n" + new string('x', 5000), null, [])).Detail;

        Assert.Equal(300, detail.Length);
        Assert.DoesNotContain('\n', detail);
    }

    private static ApiFault Read(string name)
    {
        var recording = Recording.Named(name);
        return ApiStatus.Read(new ApiReply(recording.Status, recording.Headers["Content-Type"].Split(';')[0], recording.BodyText, null, []));
    }
}
