using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>What metrics.k8s.io reports: usage as a share of limits, per workload label "app".</summary>
public sealed class MetricsFeed
{
    private const int UsualPercent = 35;

    private readonly ConcurrentDictionary<(string Namespace, string App), (int Cpu, int Memory)> _load = new();

    public MetricsState State { get; set; } = MetricsState.Absent;

    /// <summary>Sets how busy an app's pods are, in percent of their requests (cpu) and limits (memory).</summary>
    public void SetLoad(string ns, string app, int cpuPercent, int memoryPercent) => _load[(ns, app)] = (cpuPercent, memoryPercent);

    internal int CpuPercentOf(JsonObject pod) => Load(pod).Cpu;

    internal (string Cpu, string Memory) UsageOf(JsonObject pod, JsonObject container)
    {
        var (cpu, memory) = Load(pod);
        var request = Quantity.Parse(container.Text("resources", "requests", "cpu")) ?? Quantity.Parse("100m")!.Value;
        var limit = Quantity.Parse(container.Text("resources", "limits", "memory")) ?? Quantity.Parse("128Mi")!.Value;
        return ($"{request.Milli * cpu / 100}m", $"{limit.Milli * memory / 100 / 1000 / 1024}Ki");
    }

    private (int Cpu, int Memory) Load(JsonObject pod) =>
        _load.TryGetValue((pod.Namespace() ?? "", pod.Labels().Text("app") ?? ""), out var load) ? load : (UsualPercent, UsualPercent);
}
