using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>The otherwise empty object of a bookmark: a kind's zero value, as Go writes it.</summary>
internal static class BookmarkShape
{
    public static JsonObject Of(ResourceKind kind)
    {
        var o = new JsonObject { ["kind"] = kind.Kind, ["apiVersion"] = kind.ApiVersion, ["metadata"] = new JsonObject() };
        switch (kind.Kind)
        {
            case "Deployment":
                o["spec"] = new JsonObject { ["replicas"] = 0, ["selector"] = null, ["template"] = Template(), ["strategy"] = new JsonObject() };
                o["status"] = new JsonObject();
                break;
            case "StatefulSet":
                o["spec"] = new JsonObject { ["selector"] = null, ["template"] = Template(), ["updateStrategy"] = new JsonObject() };
                o["status"] = new JsonObject { ["replicas"] = 0, ["availableReplicas"] = 0 };
                break;
            case "Pod":
                o["spec"] = new JsonObject { ["containers"] = null };
                o["status"] = new JsonObject();
                break;
            case "ConfigMap" or "Secret":
                break;
            default:
                o["spec"] = new JsonObject();
                o["status"] = new JsonObject();
                break;
        }

        return o;
    }

    private static JsonObject Template() => new() { ["metadata"] = new JsonObject(), ["spec"] = new JsonObject { ["containers"] = null } };
}
