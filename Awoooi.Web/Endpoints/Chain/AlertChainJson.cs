using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Health;

namespace Awoooi.Web.Endpoints.Chain;

/// <summary>The alert chain as the API shows it.</summary>
internal static class AlertChainJson
{
    public static JsonObject Of(AlertChain chain) => new()
    {
        ["at"] = chain.At.UtcDateTime,
        ["state"] = WireNames.Snake(chain.State),
        ["steps"] = new JsonArray([.. chain.Links.Select(link => (JsonNode)new JsonObject
        {
            ["step"] = WireNames.Snake(link.Step),
            ["state"] = WireNames.Snake(link.State),
            ["last_seen"] = link.LastSeen?.UtcDateTime,
        })]),
        ["sources"] = new JsonArray([.. chain.Sources.Select(source => (JsonNode)new JsonObject
        {
            ["source"] = source.Name,
            ["state"] = WireNames.Snake(source.State),
            ["last_alert"] = source.LastHeard?.UtcDateTime,
            ["last_heartbeat"] = source.LastHeartbeat?.UtcDateTime,
            ["refused"] = source.Refused,
            ["last_refused"] = source.LastRefused?.UtcDateTime,
        })]),
        ["warnings"] = new JsonArray([.. Warnings(chain).Select(warning => (JsonNode)warning)]),
    };

    private static IEnumerable<JsonObject> Warnings(AlertChain chain)
    {
        if (chain.Silent)
        {
            yield return new JsonObject { ["code"] = "no_alerts", ["text"] = "No alert came from any source for two hours." };
        }

        foreach (var source in chain.Sources.Where(source => source.HeartbeatAbsent))
        {
            yield return new JsonObject { ["code"] = "heartbeat_absent", ["source"] = source.Name, ["text"] = $"The heartbeat of {source.Name} has been absent for 15 minutes or more." };
        }
    }
}
