using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Sets status conditions the way controllers do: a transition time that moves only with the status.</summary>
internal static class Conditions
{
    public static void SetOnPod(JsonObject pod, string type, string status, string? reason, string? message, DateTimeOffset now) =>
        Set(pod, type, status, reason, message, now, condition => condition["lastProbeTime"] = null);

    public static void SetOnDeployment(JsonObject deployment, string type, string status, string reason, string message, DateTimeOffset now)
    {
        var before = deployment.Condition(type);
        if (before.Text("status") == status && before.Text("reason") == reason && before.Text("message") == message)
        {
            return;
        }

        Set(deployment, type, status, reason, message, now, condition => condition["lastUpdateTime"] = now.Rfc3339());
    }

    public static void Set(
        JsonObject o, string type, string status, string? reason, string? message, DateTimeOffset now, Action<JsonObject>? extra = null)
    {
        var before = o.Condition(type);
        var condition = new JsonObject { ["type"] = type, ["status"] = status };
        extra?.Invoke(condition);
        condition["lastTransitionTime"] = before.Text("status") == status ? before.Text("lastTransitionTime") : now.Rfc3339();
        if (reason is not null)
        {
            condition["reason"] = reason;
        }

        if (message is not null)
        {
            condition["message"] = message;
        }

        var holder = o.Make("status");
        if (holder["conditions"] is not JsonArray conditions)
        {
            holder["conditions"] = conditions = [];
        }

        if (before is null)
        {
            conditions.Add(condition);
        }
        else
        {
            conditions[conditions.IndexOf(before)] = condition;
        }
    }

    public static void Remove(JsonObject o, string type)
    {
        if (o.Condition(type) is { } condition)
        {
            o.List("status", "conditions")!.Remove(condition);
        }
    }
}
