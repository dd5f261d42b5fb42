using System.Text.Json.Nodes;
using Awoooi.Core.Clusters;

namespace Awoooi.Tests.Kubernetes.Conformance;

/// <summary>Objects that the cases create.</summary>
internal static class Manifests
{
    /// <summary>An image that runs for ever and needs nothing; a real cluster pulls it.</summary>
    public static readonly string Image = Environment.GetEnvironmentVariable("AWOOOI_TEST_IMAGE") ?? "rancher/mirrored-pause:3.6";

    /// <summary>The same program under another name, so that templates differ and pods still run.</summary>
    public static readonly string OtherImage = Environment.GetEnvironmentVariable("AWOOOI_TEST_OTHER_IMAGE") ?? "rancher/mirrored-pause:3.7";

    public const string MissingImage = "awoooi.invalid/there-is-no-such-image:1";

    public static JsonObject Deployment(string name, int replicas = 1, string? image = null, Action<JsonObject>? more = null)
    {
        var made = Workload("Deployment", name, replicas, image);
        made["spec"]!["strategy"] = new JsonObject { ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["maxSurge"] = 1, ["maxUnavailable"] = 0 } };
        more?.Invoke(made);
        return made;
    }

    public static JsonObject StatefulSet(string name, int replicas = 1, string? image = null)
    {
        var made = Workload("StatefulSet", name, replicas, image);
        made["spec"]!["serviceName"] = name;
        return made;
    }

    public static JsonObject DaemonSet(string name, string? image = null) => Workload("DaemonSet", name, null, image);

    public static JsonObject Container(string name, string? image = null, string? memory = null) => new()
    {
        ["name"] = name,
        ["image"] = image ?? Image,
        ["resources"] = memory is null
            ? new JsonObject()
            : new JsonObject { ["requests"] = new JsonObject { ["memory"] = memory }, ["limits"] = new JsonObject { ["memory"] = memory } },
    };

    public static JsonObject Budget(ClusterCapabilities offered, string name, string app, int minAvailable) => new()
    {
        ["apiVersion"] = offered.Budgets,
        ["kind"] = "PodDisruptionBudget",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["minAvailable"] = minAvailable, ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = app } } },
    };

    public static JsonObject Autoscaler(ClusterCapabilities offered, string name, int min, int max)
    {
        var spec = new JsonObject
        {
            ["scaleTargetRef"] = new JsonObject { ["apiVersion"] = "apps/v1", ["kind"] = "Deployment", ["name"] = name },
            ["minReplicas"] = min,
            ["maxReplicas"] = max,
        };
        if (offered.Autoscalers == "autoscaling/v1")
        {
            spec["targetCPUUtilizationPercentage"] = 80;
        }
        else
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = 80 } },
            });
        }

        return new JsonObject { ["apiVersion"] = offered.Autoscalers, ["kind"] = "HorizontalPodAutoscaler", ["metadata"] = new JsonObject { ["name"] = name }, ["spec"] = spec };
    }

    public static JsonObject Quota(string name, string memory) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ResourceQuota",
        ["metadata"] = new JsonObject { ["name"] = name },
        ["spec"] = new JsonObject { ["hard"] = new JsonObject { ["limits.memory"] = memory } },
    };

    public static JsonObject Eviction(string version, string ns, string pod, string? uid = null)
    {
        var made = new JsonObject { ["apiVersion"] = version, ["kind"] = "Eviction", ["metadata"] = new JsonObject { ["name"] = pod, ["namespace"] = ns } };
        if (uid is not null)
        {
            made["deleteOptions"] = new JsonObject { ["preconditions"] = new JsonObject { ["uid"] = uid } };
        }

        return made;
    }

    private static JsonObject Workload(string kind, string name, int? replicas, string? image)
    {
        var made = new JsonObject
        {
            ["apiVersion"] = "apps/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["app"] = name } },
            ["spec"] = new JsonObject
            {
                ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = name } },
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } },
                    ["spec"] = new JsonObject { ["terminationGracePeriodSeconds"] = 1, ["containers"] = new JsonArray(Container("main", image)) },
                },
            },
        };
        if (replicas is { } count)
        {
            made["spec"]!["replicas"] = count;
        }

        return made;
    }
}
