using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Events are stored in the core shape and renamed for events.k8s.io.</summary>
internal static class EventViews
{
    private static readonly (string Core, string New)[] Names =
    [
        ("eventTime", "eventTime"), ("series", "series"), ("reportingComponent", "reportingController"),
        ("reportingInstance", "reportingInstance"), ("action", "action"), ("reason", "reason"), ("involvedObject", "regarding"),
        ("related", "related"), ("message", "note"), ("type", "type"), ("source", "deprecatedSource"),
        ("firstTimestamp", "deprecatedFirstTimestamp"), ("lastTimestamp", "deprecatedLastTimestamp"), ("count", "deprecatedCount"),
    ];

    public static JsonObject NewApi(JsonObject core)
    {
        var renamed = new JsonObject { ["metadata"] = core["metadata"]!.DeepClone() };
        foreach (var (from, to) in Names)
        {
            if (core.TryGetPropertyValue(from, out var value) && !(from is "reportingComponent" or "reportingInstance" && value?.ToString().Length == 0))
            {
                renamed[to] = value?.DeepClone();
            }
        }

        return renamed;
    }
}
