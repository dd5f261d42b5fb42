using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Faults;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>The states a container status goes through.</summary>
internal static class ContainerStates
{
    private const string Digest = "@sha256:0000000000000000000000000000000000000000000000000000000000000000";

    public static JsonNode Creating(JsonObject container) => new JsonObject
    {
        ["name"] = container.Text("name"),
        ["state"] = new JsonObject { ["waiting"] = new JsonObject { ["reason"] = "ContainerCreating" } },
        ["lastState"] = new JsonObject(),
        ["ready"] = false,
        ["restartCount"] = 0,
        ["image"] = container.Text("image"),
        ["imageID"] = "",
        ["started"] = false,
    };

    public static void Start(JsonObject pod, JsonObject container, bool again, DateTimeOffset now)
    {
        var restarts = (container.Number("restartCount") ?? 0) + (again ? 1 : 0);
        container["state"] = new JsonObject { ["running"] = new JsonObject { ["startedAt"] = now.Rfc3339() } };
        container["restartCount"] = restarts;
        container["imageID"] = container.Text("image") + Digest;
        container["containerID"] = $"fake://{NameSuffix.Of($"{pod.Uid()}{container.Text("name")}{restarts}", 12)}";
        container["ready"] = false;
        container["started"] = true;
    }

    public static void Terminate(JsonObject pod, JsonObject container, PodFault fault, DateTimeOffset now)
    {
        container["lastState"] = new JsonObject
        {
            ["terminated"] = new JsonObject
            {
                ["exitCode"] = fault.ExitCode,
                ["reason"] = fault.Reason,
                ["startedAt"] = container.Text("state", "running", "startedAt"),
                ["finishedAt"] = now.Rfc3339(),
                ["containerID"] = container.Text("containerID"),
            },
        };
        container["state"] = new JsonObject
        {
            ["waiting"] = new JsonObject
            {
                ["reason"] = "CrashLoopBackOff",
                ["message"] = $"back-off restarting failed container={container.Text("name")} pod={pod.Name()}_{pod.Namespace()}({pod.Uid()})",
            },
        };
        container["ready"] = false;
        container["started"] = false;
    }
}
