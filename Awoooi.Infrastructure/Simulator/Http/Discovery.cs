using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Version, health and the lists of groups and resources.</summary>
internal static class Discovery
{
    private static readonly string[] AllVerbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    public static ApiAnswer Answer(SimulatedCluster cluster, string path)
    {
        string[] steps = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return steps switch
        {
            ["version"] => new ApiAnswer(200, Version(cluster.Version)),
            ["healthz" or "livez" or "readyz"] => ApiAnswer.Text(200, "ok"),
            ["api"] => new ApiAnswer(200, new JsonObject
            {
                ["kind"] = "APIVersions",
                ["versions"] = new JsonArray("v1"),
                ["serverAddressByClientCIDRs"] = new JsonArray(new JsonObject { ["clientCIDR"] = "0.0.0.0/0", ["serverAddress"] = "192.0.2.10:6443" }),
            }),
            ["apis"] => new ApiAnswer(200, Groups(cluster)),
            ["api", "v1"] => Resources(cluster, "", "v1"),
            ["apis", var group] => Group(cluster, group),
            ["apis", var group, var version] => Resources(cluster, group, version),
            _ => Refusals.UnknownPath(),
        };
    }

    private static JsonObject Version(KubernetesVersion version)
    {
        var minor = ObjectMetadata.Decimal((int)version);
        var body = new JsonObject { ["major"] = "1", ["minor"] = minor };
        if (version >= KubernetesVersion.V1_36)
        {
            body["emulationMajor"] = "1";
            body["emulationMinor"] = minor;
            body["minCompatibilityMajor"] = "1";
            body["minCompatibilityMinor"] = ObjectMetadata.Decimal((int)version - 1);
        }

        body["gitVersion"] = version switch { KubernetesVersion.V1_20 => "v1.20.2", KubernetesVersion.V1_32 => "v1.32.13", _ => "v1.36.2" };
        body["gitCommit"] = "0000000000000000000000000000000000000000";
        body["gitTreeState"] = "clean";
        body["buildDate"] = "2026-08-21T00:00:00Z";
        body["goVersion"] = "go1.26.10";
        body["compiler"] = "gc";
        body["platform"] = "linux/amd64";
        return body;
    }

    private static JsonObject Groups(SimulatedCluster cluster)
    {
        var names = GroupNames(cluster);
        return new JsonObject { ["kind"] = "APIGroupList", ["apiVersion"] = "v1", ["groups"] = new JsonArray([.. names.Select(name => DescribeGroup(cluster, name))]) };
    }

    // A dead metrics server is still announced; only its resources cannot be had.
    private static IEnumerable<string> GroupNames(SimulatedCluster cluster)
    {
        IEnumerable<string> names = [.. cluster.ServedKinds.Select(kind => kind.Group).Where(group => group.Length > 0), "authorization.k8s.io", "authentication.k8s.io"];
        return (cluster.Metrics.State == MetricsState.Absent ? names : names.Append("metrics.k8s.io")).Distinct();
    }

    private static ApiAnswer Group(SimulatedCluster cluster, string name)
    {
        if (!GroupNames(cluster).Contains(name))
        {
            return Refusals.UnknownPath();
        }

        var group = DescribeGroup(cluster, name);
        group["kind"] = "APIGroup";
        group["apiVersion"] = "v1";
        return new ApiAnswer(200, group);
    }

    private static JsonObject DescribeGroup(SimulatedCluster cluster, string name)
    {
        string[] versions = name switch
        {
            "metrics.k8s.io" => ["v1beta1"],
            "authorization.k8s.io" or "authentication.k8s.io" => ["v1"],
            _ => [.. cluster.ServedKinds.Where(kind => kind.Group == name).Select(kind => kind.Version).Distinct()],
        };
        return new JsonObject
        {
            ["name"] = name,
            ["versions"] = new JsonArray([.. versions.Select(version => Describe(name, version))]),
            ["preferredVersion"] = Describe(name, versions[0]),
        };
    }

    private static JsonObject Describe(string group, string version) => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };

    private static ApiAnswer Resources(SimulatedCluster cluster, string group, string version)
    {
        if (group == "metrics.k8s.io" && cluster.Metrics.State == MetricsState.Dead)
        {
            return ApiAnswer.Text(503, "service unavailable\n");
        }

        List<ResourceKind> kinds = [.. cluster.ServedKinds.Where(kind => kind.Group == group && kind.Version == version)];
        var known = group.Length == 0 || GroupNames(cluster).Contains(group);
        if (kinds.Count == 0 && group is not ("metrics.k8s.io" or "authorization.k8s.io" or "authentication.k8s.io"))
        {
            return known ? Refusals.UnknownResource() : Refusals.UnknownPath();
        }

        if (!known)
        {
            return Refusals.UnknownPath();
        }

        var body = new JsonObject { ["kind"] = "APIResourceList" };
        if (group.Length > 0)
        {
            body["apiVersion"] = "v1";
        }

        body["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}";
        body["resources"] = new JsonArray([.. kinds.SelectMany(kind => Describe(cluster, kind)), .. Virtual(cluster, group)]);
        return new ApiAnswer(200, body);
    }

    private static IEnumerable<JsonNode> Describe(SimulatedCluster cluster, ResourceKind kind)
    {
        var singular = cluster.Version == KubernetesVersion.V1_20 && !kind.IsCustom ? "" : kind.Kind.ToLowerInvariant();
        var own = Resource(kind.Plural, singular, kind.Namespaced, kind.Kind, AllVerbs);
        if (kind.ShortNames.Length > 0)
        {
            own["shortNames"] = new JsonArray([.. kind.ShortNames.Select(name => JsonValue.Create(name))]);
        }

        if (kind.Plural is "pods" or "services" or "deployments" or "replicasets" or "statefulsets" or "daemonsets" or "horizontalpodautoscalers")
        {
            own["categories"] = new JsonArray("all");
        }

        yield return own;
        foreach (var sub in kind.Subresources.Where(sub => sub != "resize" || cluster.Version >= KubernetesVersion.V1_36))
        {
            var item = Resource($"{kind.Plural}/{sub}", "", kind.Namespaced, SubresourceKind(kind, sub), SubresourceVerbs(sub));
            if (sub == "scale")
            {
                (item["group"], item["version"]) = ("autoscaling", "v1");
            }
            else if (sub == "eviction")
            {
                (item["group"], item["version"]) = ("policy", cluster.Version == KubernetesVersion.V1_20 ? "v1beta1" : "v1");
            }

            yield return item;
        }
    }

    private static IEnumerable<JsonNode> Virtual(SimulatedCluster cluster, string group) => group switch
    {
        "metrics.k8s.io" => [Resource("pods", "pod", true, "PodMetrics", ["get", "list"])],
        "authorization.k8s.io" =>
        [
            Resource("selfsubjectaccessreviews", "selfsubjectaccessreview", false, "SelfSubjectAccessReview", ["create"]),
            Resource("selfsubjectrulesreviews", "selfsubjectrulesreview", false, "SelfSubjectRulesReview", ["create"]),
        ],
        "authentication.k8s.io" when cluster.Version > KubernetesVersion.V1_20 =>
            [Resource("selfsubjectreviews", "selfsubjectreview", false, "SelfSubjectReview", ["create"])],
        _ => [],
    };

    private static string SubresourceKind(ResourceKind kind, string sub) => sub switch { "scale" => "Scale", "eviction" => "Eviction", _ => kind.Kind };

    private static string[] SubresourceVerbs(string sub) => sub switch { "eviction" => ["create"], "log" => ["get"], _ => ["get", "patch", "update"] };

    private static JsonObject Resource(string name, string singular, bool namespaced, string kind, string[] verbs) => new()
    {
        ["name"] = name,
        ["singularName"] = singular,
        ["namespaced"] = namespaced,
        ["kind"] = kind,
        ["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]),
    };
}
