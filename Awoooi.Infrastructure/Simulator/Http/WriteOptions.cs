using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>What a write asks for beside its object.</summary>
internal sealed record WriteOptions(bool DryRun, bool Strict)
{
    public static (WriteOptions? Options, ApiAnswer? Refusal) Read(ApiRequest request, SimulatedCluster cluster, string optionsKind)
    {
        var (dryRun, refusal) = ReadDryRun(cluster, request.Parameter("dryRun") is { Length: > 0 } value ? [value] : [], optionsKind);

        // Field validation came with 1.25; older servers ignore the parameter and really write.
        return refusal is null
            ? (new WriteOptions(dryRun, request.IsStrict && cluster.Version > KubernetesVersion.V1_20), null)
            : (null, refusal);
    }

    public static (bool DryRun, ApiAnswer? Refusal) ReadDryRun(SimulatedCluster cluster, IReadOnlyList<string> values, string optionsKind)
    {
        if (values.Count == 0)
        {
            return (false, null);
        }

        if (values.All(value => value == "All"))
        {
            return (true, null);
        }

        var list = string.Join(",", values.Select(value => $"\"{value}\""));
        var shown = cluster.Version >= KubernetesVersion.V1_36 ? $"[{list}]" : $"[]string{{{list}}}";
        var kind = new ResourceKind("meta.k8s.io", "v1", "", optionsKind, false);
        return (false, Refusals.Invalid(kind, "", [FieldError.NotSupported("dryRun", shown, "\"All\"")]));
    }

    public static (bool DryRun, ApiAnswer? Refusal) ReadDryRunList(SimulatedCluster cluster, JsonArray? values, string optionsKind) =>
        ReadDryRun(cluster, [.. (values ?? []).Select(value => value?.ToString() ?? "")], optionsKind);
}
