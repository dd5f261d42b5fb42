using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Estate;

/// <summary>A node as a healthy kubelet reports it.</summary>
internal static class NodeShape
{
    public static JsonObject Ready(string name, string cpu, string memory, DateTimeOffset now) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["kubernetes.io/arch"] = "amd64", ["kubernetes.io/hostname"] = name, ["kubernetes.io/os"] = "linux" },
            ["annotations"] = new JsonObject { ["node.alpha.kubernetes.io/ttl"] = "0" },
        },
        ["spec"] = new JsonObject(),
        ["status"] = new JsonObject
        {
            ["capacity"] = Capacity(cpu, memory),
            ["allocatable"] = Capacity(cpu, memory),
            ["conditions"] = new JsonArray(
                Condition("Ready", "True", "KubeletReady", now),
                Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", now),
                Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", now),
                Condition("PIDPressure", "False", "KubeletHasSufficientPID", now)),
            ["addresses"] = new JsonArray(
                new JsonObject { ["type"] = "InternalIP", ["address"] = "192.0.2.10" },
                new JsonObject { ["type"] = "Hostname", ["address"] = name }),
            ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
            ["nodeInfo"] = new JsonObject
            {
                ["machineID"] = "",
                ["systemUUID"] = "",
                ["bootID"] = "",
                ["kernelVersion"] = "0",
                ["osImage"] = "simulated",
                ["containerRuntimeVersion"] = "simulated://0",
                ["kubeletVersion"] = "v0.0.0-simulated",
                ["kubeProxyVersion"] = "",
                ["operatingSystem"] = "linux",
                ["architecture"] = "amd64",
            },
        },
    };

    private static JsonObject Capacity(string cpu, string memory) => new() { ["cpu"] = cpu, ["ephemeral-storage"] = "1Ti", ["memory"] = memory, ["pods"] = "1k" };

    private static JsonObject Condition(string type, string status, string reason, DateTimeOffset now) => new()
    {
        ["type"] = type,
        ["status"] = status,
        ["lastHeartbeatTime"] = now.Rfc3339(),
        ["lastTransitionTime"] = now.Rfc3339(),
        ["reason"] = reason,
        ["message"] = reason,
    };
}
