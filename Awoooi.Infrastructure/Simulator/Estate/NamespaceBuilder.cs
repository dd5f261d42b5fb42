using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Estate;

/// <summary>Furnishes one namespace.</summary>
public sealed class NamespaceBuilder
{
    private readonly EstateBuilder _estate;
    private readonly string _name;

    internal NamespaceBuilder(EstateBuilder estate, string name)
    {
        _estate = estate;
        _name = name;
    }

    public NamespaceBuilder Deployment(string name, int replicas = 1, Action<WorkloadBuilder>? shape = null)
    {
        var workload = new WorkloadBuilder(name);
        workload.Spec["replicas"] = replicas;
        return Add(Kinds.Deployment, name, workload, shape);
    }

    public NamespaceBuilder StatefulSet(string name, int replicas = 1, Action<WorkloadBuilder>? shape = null)
    {
        var workload = new WorkloadBuilder(name);
        workload.Spec["replicas"] = replicas;
        workload.Spec["serviceName"] = name;
        return Add(Kinds.StatefulSet, name, workload, shape);
    }

    public NamespaceBuilder DaemonSet(string name, Action<WorkloadBuilder>? shape = null) => Add(Kinds.DaemonSet, name, new WorkloadBuilder(name), shape);

    public NamespaceBuilder ConfigMap(string name, params (string Key, string Value)[] data) =>
        Add(Kinds.ConfigMap, name, new JsonObject { ["data"] = Strings(data) });

    public NamespaceBuilder Secret(string name, params (string Key, string Base64)[] data) =>
        Add(Kinds.Secret, name, new JsonObject { ["type"] = "Opaque", ["data"] = Strings(data) });

    /// <summary>A claim that no volume answers.</summary>
    public NamespaceBuilder UnboundClaim(string name, string size = "1Gi") => Add(Kinds.Claim, name, new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["accessModes"] = new JsonArray("ReadWriteOnce"),
            ["resources"] = new JsonObject { ["requests"] = new JsonObject { ["storage"] = size } },
        },
    });

    public NamespaceBuilder Service(string name, string app, int port = 80) => Add(Kinds.Service, name, new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["selector"] = new JsonObject { ["app"] = app },
            ["ports"] = new JsonArray(new JsonObject { ["protocol"] = "TCP", ["port"] = port, ["targetPort"] = port }),
            ["type"] = "ClusterIP",
        },
    });

    /// <summary>A disruption budget over the pods labelled app=<paramref name="app"/>; a number or a percentage.</summary>
    public NamespaceBuilder Budget(string name, string app, string minAvailable) => Add(Kinds.Budget, name, new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["minAvailable"] = int.TryParse(minAvailable, out var number) ? number : minAvailable,
            ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = app } },
        },
    });

    public NamespaceBuilder Autoscaler(string name, string deployment, int min, int max, int cpuPercent = 80) => Add(Kinds.Autoscaler, name, new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["scaleTargetRef"] = new JsonObject { ["kind"] = "Deployment", ["name"] = deployment, ["apiVersion"] = "apps/v1" },
            ["minReplicas"] = min,
            ["maxReplicas"] = max,
            ["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = cpuPercent } },
            }),
        },
    });

    public NamespaceBuilder Quota(string name, params (string Resource, string Hard)[] hard) =>
        Add(Kinds.Quota, name, new JsonObject { ["spec"] = new JsonObject { ["hard"] = Strings(hard) } });

    public NamespaceBuilder LimitRange(string name, string defaultMemory, string defaultRequest, string maxMemory) => Add(Kinds.LimitRange, name, new JsonObject
    {
        ["spec"] = new JsonObject
        {
            ["limits"] = new JsonArray(new JsonObject
            {
                ["type"] = "Container",
                ["max"] = new JsonObject { ["memory"] = maxMemory },
                ["default"] = new JsonObject { ["memory"] = defaultMemory },
                ["defaultRequest"] = new JsonObject { ["memory"] = defaultRequest },
            }),
        },
    });

    private static JsonObject Strings((string Key, string Value)[] pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));

    private NamespaceBuilder Add(ResourceKind kind, string name, WorkloadBuilder workload, Action<WorkloadBuilder>? shape)
    {
        shape?.Invoke(workload);
        return Add(kind, name, workload.Build());
    }

    private NamespaceBuilder Add(ResourceKind kind, string name, JsonObject o)
    {
        o.Make("metadata")["name"] = name;
        o.Make("metadata")["namespace"] = _name;
        _estate.Create(kind, o);
        return this;
    }
}
