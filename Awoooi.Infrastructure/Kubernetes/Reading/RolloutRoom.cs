using System.Globalization;
using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Reads how many pods a rollout may take away and add at once, with the defaults of the API.</summary>
internal static class RolloutRoom
{
    public static (int? MaxUnavailable, int MaxSurge) Read(WorkloadKind kind, JsonElement item, int desired) => kind switch
    {
        WorkloadKind.Deployment => Deployment(item.At("spec", "strategy") ?? default, desired),
        WorkloadKind.StatefulSet => (Number(item.At("spec", "updateStrategy", "rollingUpdate", "maxUnavailable"), desired, up: true) is { } most ? Math.Max(1, most) : 1, 0),
        WorkloadKind.DaemonSet => DaemonSet(item.At("spec", "updateStrategy", "rollingUpdate") ?? default, desired),
        _ => (null, 0),
    };

    private static (int?, int) Deployment(JsonElement strategy, int desired)
    {
        if (strategy.Text("type") == "Recreate")
        {
            return (desired, 0);
        }

        var surge = Number(strategy.At("rollingUpdate", "maxSurge"), desired, up: true) ?? Percent(25, desired, up: true);
        var unavailable = Number(strategy.At("rollingUpdate", "maxUnavailable"), desired, up: false) ?? Percent(25, desired, up: false);

        // Two zeros would stand still, so the controller takes one pod away.
        return (unavailable == 0 && surge == 0 ? 1 : unavailable, surge);
    }

    private static (int?, int) DaemonSet(JsonElement rolling, int desired)
    {
        var surge = Number(rolling.At("maxSurge"), desired, up: true) ?? 0;
        var unavailable = Number(rolling.At("maxUnavailable"), desired, up: true) ?? (surge > 0 ? 0 : 1);
        return (unavailable == 0 && surge == 0 ? 1 : unavailable, surge);
    }

    private static int? Number(JsonElement? value, int desired, bool up) => value switch
    {
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var count) => count,
        { ValueKind: JsonValueKind.String } text when text.GetString() is { } share && share.EndsWith('%')
            && int.TryParse(share.AsSpan(0, share.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) => Percent(percent, desired, up),
        _ => null,
    };

    private static int Percent(int percent, int desired, bool up)
        => (int)(up ? Math.Ceiling(desired * percent / 100m) : Math.Floor(desired * percent / 100m));
}
