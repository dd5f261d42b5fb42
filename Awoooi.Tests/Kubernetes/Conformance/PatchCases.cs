namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class PatchCasesToday(ConformanceCluster cluster) : PatchCases(cluster), IClassFixture<ConformanceCluster>;

public sealed class PatchCasesOnTheOldestServer(OldCluster cluster) : PatchCases(cluster), IClassFixture<OldCluster>;

public abstract class PatchCases(ConformanceCluster cluster)
{
    private const string Limits = """{"spec":{"template":{"spec":{"containers":[{"name":"NAME","resources":{"limits":{"memory":"256Mi"}}}]}}}}""";

    [Fact]
    public async Task A_strategic_merge_finds_containers_by_name_and_keeps_the_others()
    {
        var path = await TwoContainersAsync("strategic");

        var answer = await cluster.Raw.PatchAsync(path, Limits.Replace("NAME", "main", StringComparison.Ordinal));

        Assert.Equal(200, answer.Status);
        Assert.Equal(("main", "256Mi", Manifests.Image), (answer["spec.template.spec.containers.0.name"], answer["spec.template.spec.containers.0.resources.limits.memory"], answer["spec.template.spec.containers.0.image"]));
        Assert.Equal("side", answer["spec.template.spec.containers.1.name"]);
    }

    [Fact]
    public async Task A_plain_merge_replaces_the_list_and_loses_the_sidecar()
    {
        var path = await TwoContainersAsync("plain");

        var answer = await cluster.Raw.PatchAsync(path + "?dryRun=All", """{"spec":{"template":{"spec":{"containers":[{"name":"main","image":"IMAGE"}]}}}}""".Replace("IMAGE", Manifests.Image, StringComparison.Ordinal), RawApi.Merge);

        Assert.Equal(200, answer.Status);
        Assert.Equal(1, answer.At("spec.template.spec.containers")!.Value.GetArrayLength());
    }

    [Fact]
    public async Task A_misspelt_container_would_be_a_new_one_and_fails_for_want_of_an_image()
    {
        var path = await TwoContainersAsync("misspelt");

        var answer = await cluster.Raw.PatchAsync(path, Limits.Replace("NAME", "mian", StringComparison.Ordinal));

        Assert.Equal((422, "Invalid", "FieldValueRequired"), (answer.Status, answer.Reason, answer["details.causes.0.reason"]));
    }

    [Fact]
    public async Task An_unknown_field_vanishes_with_200_and_a_warning_on_newer_servers()
    {
        var path = await TwoContainersAsync("dropped");

        var answer = await cluster.Raw.PatchAsync(path + "?dryRun=All", """{"spec":{"templat":{"x":1}}}""");

        Assert.Equal(200, answer.Status);
        Assert.Equal(cluster.ValidatesFields, answer.Headers.TryGetValues("Warning", out var warnings) && string.Join(' ', warnings).Contains("unknown field", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_unknown_field_is_422_when_strictness_is_asked_of_a_server_that_knows_it()
    {
        var path = await TwoContainersAsync("strict");

        Assert.Equal(cluster.ValidatesFields ? 422 : 200, (await cluster.Raw.PatchAsync(path + "?fieldValidation=Strict", """{"spec":{"templat":{"x":1}}}""")).Status);
    }

    [Fact]
    public async Task A_stale_version_in_a_patch_is_409()
    {
        var path = await TwoContainersAsync("old");

        var answer = await cluster.Raw.PatchAsync(path, """{"metadata":{"resourceVersion":"1","annotations":{"x":"y"}}}""");

        Assert.Equal((409, "Conflict"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_patch_as_plain_json_is_415()
    {
        var path = await TwoContainersAsync("typed");

        var answer = await cluster.Raw.PatchAsync(path, """{"spec":{"replicas":2}}""", RawApi.PlainJson);

        Assert.Equal((415, "UnsupportedMediaType"), (answer.Status, answer.Reason));
    }

    [Theory]
    [InlineData("wrongtype", """{"spec":{"replicas":"three"}}""")]
    [InlineData("wrongquantity", """{"spec":{"template":{"spec":{"containers":[{"name":"main","resources":{"limits":{"memory":"lots"}}}]}}}}""")]
    public async Task A_value_of_the_wrong_type_is_422_and_repeats_itself(string name, string patch)
    {
        var path = await TwoContainersAsync(name);

        var answer = await cluster.Raw.PatchAsync(path, patch);

        Assert.Equal((422, "Invalid"), (answer.Status, answer.Reason));
        Assert.Contains("patch", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_patch_is_400()
    {
        var path = await TwoContainersAsync("half");

        Assert.Equal(400, (await cluster.Raw.PatchAsync(path, """{"spec":""")).Status);
    }

    [Fact]
    public async Task The_selector_cannot_be_changed()
    {
        var path = await TwoContainersAsync("fixed");

        var answer = await cluster.Raw.PatchAsync(path, """{"spec":{"selector":{"matchLabels":{"app":"other"}}}}""", RawApi.Merge);

        Assert.Equal((422, "Invalid"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Replacing_a_missing_key_adds_it()
    {
        var path = await TwoContainersAsync("replaced");

        var answer = await cluster.Raw.PatchAsync(path + "?dryRun=All", """[{"op":"add","path":"/metadata/annotations","value":{}},{"op":"replace","path":"/metadata/annotations/nosuch","value":"1"}]""", RawApi.JsonPatch);

        Assert.Equal((200, "1"), (answer.Status, answer["metadata.annotations.nosuch"]));
    }

    [Fact]
    public async Task A_test_for_null_passes_on_a_missing_key()
    {
        var path = await TwoContainersAsync("nulled");

        Assert.Equal(200, (await cluster.Raw.PatchAsync(path + "?dryRun=All", """[{"op":"test","path":"/metadata/labels/nosuch","value":null}]""", RawApi.JsonPatch)).Status);
    }

    [Fact]
    public async Task Adding_below_a_missing_parent_is_422()
    {
        var path = await TwoContainersAsync("orphan");

        var answer = await cluster.Raw.PatchAsync(path, """[{"op":"add","path":"/spec/template/metadata/annotations/x","value":"y"}]""", RawApi.JsonPatch);

        Assert.Equal((422, "Invalid"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task A_JSON_patch_that_is_no_list_is_400()
    {
        var path = await TwoContainersAsync("nolist");

        Assert.Equal(400, (await cluster.Raw.PatchAsync(path, """{"op":"test","path":"/kind","value":"x"}""", RawApi.JsonPatch)).Status);
    }

    [Fact]
    public async Task A_rehearsed_creation_creates_nothing()
    {
        Assert.Equal(201, (await cluster.Raw.PostAsync(cluster.Deployments + "?dryRun=All", Manifests.Deployment("never"))).Status);
        Assert.Equal(404, (await cluster.Raw.GetAsync(cluster.Deployments + "/never")).Status);
    }

    [Fact]
    public async Task Creating_what_exists_is_409_AlreadyExists()
    {
        await TwoContainersAsync("exists");

        var answer = await cluster.Raw.PostAsync(cluster.Deployments, Manifests.Deployment("exists"));

        Assert.Equal((409, "AlreadyExists"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Putting_an_old_copy_is_409_Conflict()
    {
        var path = await TwoContainersAsync("copy");
        var old = await cluster.Raw.GetAsync(path);
        await cluster.Raw.PatchAsync(path, """{"metadata":{"labels":{"x":"y"}}}""");

        var answer = await cluster.Raw.SendAsync("PUT", path, old.Text, RawApi.PlainJson);

        Assert.Equal((409, "Conflict"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task Putting_under_another_name_is_400()
    {
        var path = await TwoContainersAsync("named");

        Assert.Equal(400, (await cluster.Raw.SendAsync("PUT", path, Manifests.Deployment("unnamed").ToJsonString(), RawApi.PlainJson)).Status);
    }

    [Fact]
    public async Task Posting_another_kind_is_400() =>
        Assert.Equal(400, (await cluster.Raw.SendAsync("POST", cluster.Deployments, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"x"}}""", RawApi.PlainJson)).Status);

    [Fact]
    public async Task Putting_a_collection_is_405() =>
        Assert.Equal(405, (await cluster.Raw.SendAsync("PUT", cluster.Deployments, Manifests.Deployment("x").ToJsonString(), RawApi.PlainJson)).Status);

    [Fact]
    public async Task A_body_over_three_mebibytes_is_413()
    {
        var answer = await cluster.Raw.SendAsync("POST", $"/api/v1/namespaces/{cluster.Namespace}/configmaps", $$$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"big"},"data":{"x":"{{{{new string('x', 3_200_000)}}}}"}}""", RawApi.PlainJson);

        Assert.Equal((413, "RequestEntityTooLarge"), (answer.Status, answer.Reason));
    }

    [Fact]
    public async Task An_answer_as_HTML_cannot_be_had() =>
        Assert.Equal(406, (await cluster.Raw.GetAsync(cluster.Deployments + "/x", "text/html")).Status);

    private async Task<string> TwoContainersAsync(string name)
    {
        await cluster.CreateAsync(cluster.Deployments, Manifests.Deployment(name, 0, more: manifest => manifest["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Add(Manifests.Container("side"))));
        return $"{cluster.Deployments}/{name}";
    }
}
