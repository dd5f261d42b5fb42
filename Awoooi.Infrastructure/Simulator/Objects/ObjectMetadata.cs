using System.Globalization;
using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>Short names for the metadata every stored object carries.</summary>
internal static class ObjectMetadata
{
    public static string Name(this JsonObject o) => o.Text("metadata", "name") ?? "";

    public static string? Namespace(this JsonObject o) => o.Text("metadata", "namespace");

    public static string Uid(this JsonObject o) => o.Text("metadata", "uid") ?? "";

    public static string Version(this JsonObject o) => o.Text("metadata", "resourceVersion") ?? "";

    public static long Generation(this JsonObject o) => o.Number("metadata", "generation") ?? 0;

    public static JsonObject? Labels(this JsonObject o) => o.Map("metadata", "labels");

    public static string? Annotation(this JsonObject o, string name) => o.Text("metadata", "annotations", name);

    public static void Annotate(this JsonObject o, string name, string value) => o.Make("metadata", "annotations")[name] = value;

    public static bool IsTerminating(this JsonObject o) => o.Text("metadata", "deletionTimestamp") is not null;

    public static DateTimeOffset Created(this JsonObject o) => o.Instant("metadata", "creationTimestamp") ?? DateTimeOffset.MinValue;

    public static JsonObject? ControllerOwner(this JsonObject o) =>
        o.Maps("metadata", "ownerReferences").FirstOrDefault(reference => reference.Flag("controller"));

    public static bool IsControlledBy(this JsonObject o, JsonObject owner) => o.ControllerOwner().Text("uid") == owner.Uid();

    public static JsonObject OwnerReference(ResourceKind kind, JsonObject owner) => new()
    {
        ["apiVersion"] = kind.ApiVersion,
        ["kind"] = kind.Kind,
        ["name"] = owner.Name(),
        ["uid"] = owner.Uid(),
        ["controller"] = true,
        ["blockOwnerDeletion"] = true,
    };

    public static JsonObject? Condition(this JsonObject o, string type) =>
        o.Maps("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type);

    public static bool HasCondition(this JsonObject o, string type) => o.Condition(type).Text("status") == "True";

    public static string Decimal(long number) => number.ToString(CultureInfo.InvariantCulture);
}
