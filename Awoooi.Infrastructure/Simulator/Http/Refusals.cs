using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>The Status objects of a real API server, worded as it words them.</summary>
internal static class Refusals
{
    public static ApiAnswer Status(int code, string? reason, string message, JsonObject? details = null)
    {
        var body = new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = "Failure", ["message"] = message };
        if (reason is not null)
        {
            body["reason"] = reason;
        }

        if (details is not null)
        {
            body["details"] = details;
        }

        body["code"] = code;
        return new ApiAnswer(code, body);
    }

    public static JsonObject Details(string name, string group, string kind)
    {
        var details = new JsonObject();
        foreach (var (key, value) in new[] { ("name", name), ("group", group), ("kind", kind) })
        {
            if (value.Length > 0)
            {
                details[key] = value;
            }
        }

        return details;
    }

    public static ApiAnswer NotFound(ResourceKind kind, string name) =>
        Status(404, "NotFound", $"{kind.Qualified} \"{name}\" not found", Details(name, kind.Group, kind.Plural));

    public static ApiAnswer UnknownResource() =>
        Status(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiAnswer UnknownPath() => ApiAnswer.Text(404, "404 page not found\n");

    public static ApiAnswer MethodNotAllowed() =>
        Status(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiAnswer BadRequest(string message) => Status(400, "BadRequest", message);

    public static ApiAnswer AlreadyExists(ResourceKind kind, string name) =>
        Status(409, "AlreadyExists", $"{kind.Qualified} \"{name}\" already exists", Details(name, kind.Group, kind.Plural));

    public static ApiAnswer StaleVersion(ResourceKind kind, string name) => Conflict(
        kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static ApiAnswer Conflict(ResourceKind kind, string name, string why) => Status(
        409, "Conflict", $"Operation cannot be fulfilled on {kind.Qualified} \"{name}\": {why}", Details(name, kind.Group, kind.Plural));

    public static ApiAnswer Forbidden(ResourceKind kind, string name, string why) =>
        Status(403, "Forbidden", $"{kind.Qualified} \"{name}\" is forbidden: {why}", Details(name, kind.Group, kind.Plural));

    public static ApiAnswer Invalid(ResourceKind kind, string name, IReadOnlyList<FieldError> errors)
    {
        var text = string.Join(", ", errors.Select(error => $"{error.Field}: {error.Message}"));
        var message = $"{kind.QualifiedKind} \"{name}\" is invalid: {(errors.Count > 1 ? $"[{text}]" : text)}";
        // One wrong field reported twice is named once in the message but twice in the causes.
        if (errors.Count > 1 && errors.Distinct().Count() == 1)
        {
            message = $"{kind.QualifiedKind} \"{name}\" is invalid: {errors[0].Field}: {errors[0].Message}";
        }

        var details = Details(name, kind.Group, kind.Kind);
        details["causes"] = Causes(errors);
        return Status(422, "Invalid", message, details);
    }

    /// <summary>The nameless 422 for a patch whose result cannot be decoded.</summary>
    public static ApiAnswer InvalidPatch(string patch, string why)
    {
        var error = new FieldError("patch", "FieldValueInvalid", $"Invalid value: {patch}: {why}");
        return Status(422, "Invalid", $" \"\" is invalid: patch: {error.Message}", new JsonObject { ["causes"] = Causes([error]) });
    }

    public static ApiAnswer JsonPatchFailed() =>
        Status(422, "Invalid", "the server rejected our request due to an error in our request", []);

    public static ApiAnswer Unsupported(string message, bool detailed = false) =>
        Status(415, "UnsupportedMediaType", message, detailed ? [] : null);

    private static JsonArray Causes(IReadOnlyList<FieldError> errors) =>
        [.. errors.Select(error => new JsonObject { ["reason"] = error.Reason, ["message"] = error.Message, ["field"] = error.Field })];
}
