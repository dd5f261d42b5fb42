using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Estate;

/// <summary>Shapes one workload: by default one container, named and labelled after it, from registry.example.</summary>
public sealed class WorkloadBuilder
{
    private readonly string _name;
    private readonly JsonObject _metadata = [];
    private readonly JsonArray _containers = [];
    private readonly JsonObject _pod = [];

    internal WorkloadBuilder(string name)
    {
        _name = name;
        _metadata["labels"] = new JsonObject { ["app"] = name };
        Container(name, $"registry.example/{name}:1.0");
    }

    internal JsonObject Spec { get; } = [];

    private JsonObject Main => (JsonObject)_containers[0]!;

    public WorkloadBuilder Image(string image)
    {
        Main["image"] = image;
        return this;
    }

    /// <summary>Adds a container beside the main one, with its requests when given.</summary>
    public WorkloadBuilder Container(string name, string image, string? cpu = null, string? memory = null)
    {
        var container = new JsonObject { ["name"] = name, ["image"] = image };
        if (cpu is not null)
        {
            container.Make("resources", "requests")["cpu"] = cpu;
        }

        if (memory is not null)
        {
            container.Make("resources", "requests")["memory"] = memory;
        }

        _containers.Add(container);
        return this;
    }

    public WorkloadBuilder MemoryLimit(string limit)
    {
        Main.Make("resources", "limits")["memory"] = limit;
        return this;
    }

    public WorkloadBuilder Memory(string request, string limit)
    {
        Main.Make("resources", "requests")["memory"] = request;
        Main.Make("resources", "limits")["memory"] = limit;
        return this;
    }

    public WorkloadBuilder Cpu(string request, string? limit = null)
    {
        Main.Make("resources", "requests")["cpu"] = request;
        if (limit is not null)
        {
            Main.Make("resources", "limits")["cpu"] = limit;
        }

        return this;
    }

    public WorkloadBuilder Env(string name, string value)
    {
        var env = Main["env"] as JsonArray ?? [];
        Main["env"] ??= env;
        env.Add(new JsonObject { ["name"] = name, ["value"] = value });
        return this;
    }

    public WorkloadBuilder EnvFromConfigMap(string map)
    {
        Main["envFrom"] = new JsonArray(new JsonObject { ["configMapRef"] = new JsonObject { ["name"] = map } });
        return this;
    }

    public WorkloadBuilder Claim(string claim)
    {
        _pod["volumes"] = new JsonArray(new JsonObject { ["name"] = "data", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = claim } });
        return this;
    }

    /// <summary>A label on the workload itself, not on its pods.</summary>
    public WorkloadBuilder Label(string name, string value)
    {
        _metadata.Make("labels")[name] = value;
        return this;
    }

    public WorkloadBuilder Annotation(string name, string value)
    {
        _metadata.Make("annotations")[name] = value;
        return this;
    }

    public WorkloadBuilder ProgressDeadline(int seconds)
    {
        Spec["progressDeadlineSeconds"] = seconds;
        return this;
    }

    public WorkloadBuilder Paused()
    {
        Spec["paused"] = true;
        return this;
    }

    internal JsonObject Build()
    {
        Spec["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = _name } };
        _pod["containers"] = _containers;
        Spec["template"] = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = _name } }, ["spec"] = _pod };
        return new JsonObject { ["metadata"] = _metadata, ["spec"] = Spec };
    }
}
