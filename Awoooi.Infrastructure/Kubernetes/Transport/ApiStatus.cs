using System.Text.Json;
using Awoooi.Core.Clusters;

namespace Awoooi.Infrastructure.Kubernetes.Transport;

/// <summary>What a refusing reply means.</summary>
/// <param name="NothingChanged">The server is certain that it applied nothing.</param>
/// <param name="Continue">The token a 410 offers for the rest of a list.</param>
internal sealed record ApiFault(ClusterFault Fault, string Detail, bool NothingChanged, string? Continue = null);

/// <summary>Maps refusing replies to faults, with a line that is short and repeats no object.</summary>
internal static class ApiStatus
{
    private const int LongestDetail = 300;

    public static ApiFault Read(ApiReply reply)
    {
        var status = reply.Json() is { } json && json.Text("kind") == "Status" ? json : (JsonElement?)null;
        var message = status?.Text("message") ?? reply.Body;
        var detail = Describe(reply, status, message);
        return reply.Status switch
        {
            401 => new(ClusterFault.Unauthenticated, detail, true),
            403 => new(Forbidden(status, message), detail, true),
            404 => new(ClusterFault.NotFound, detail, true),
            408 => new(ClusterFault.NoAnswer, detail, false),
            409 => new(ClusterFault.Conflict, detail, true),
            410 => new(ClusterFault.Refused, detail, true, status?.Text("metadata", "continue")),
            422 => new(IsOtherObject(status) ? ClusterFault.Conflict : IsDenied(message) ? ClusterFault.Refused : ClusterFault.Invalid, detail, true),
            429 => new(IsBudget(status) ? ClusterFault.DisruptionBudget : ClusterFault.Overloaded, detail, true),
            400 or 413 or 415 => new(IsDenied(message) ? ClusterFault.Refused : ClusterFault.Invalid, detail, true),
            503 => new(ClusterFault.Overloaded, detail, false),
            502 or 504 => new(ClusterFault.NoAnswer, detail, false),
            >= 500 => new(ClusterFault.Refused, detail, IsBeforeStorage(message)),
            _ => new(ClusterFault.Refused, detail, true),
        };
    }

    /// <summary>One line of at most <paramref name="longest"/> characters.</summary>
    public static string Shorten(string text, int longest = LongestDetail)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= longest ? line : string.Concat(line.AsSpan(0, longest - 1), "…");
    }

    private static string Describe(ApiReply reply, JsonElement? status, string message)
    {
        if (status is not { } known)
        {
            return Shorten($"{reply.Status}: {message}");
        }

        var reason = known.Text("reason") is { } text ? $"{reply.Status} {text}" : $"{reply.Status}";
        if (reply.Status != 422)
        {
            var causes = string.Join("; ", known.Items("details", "causes").Select(cause => cause.Text("message")).Where(cause => cause is not null && !message.Contains(cause, StringComparison.Ordinal)));
            return Shorten(causes.Length == 0 ? $"{reason}: {message}" : $"{reason}: {message} {causes}");
        }

        // The message of a 422 repeats the patch or the whole object, secrets included; the causes name the place.
        var places = known.Items("details", "causes")
            .Select(cause => cause.Text("field") is { } field ? $"{field}: {cause.Text("reason")}" : cause.Text("message"))
            .Where(place => place is not null)
            .Distinct()
            .ToList();
        return Shorten($"{reason}: {(places.Count > 0 ? string.Join("; ", places) : BeforeValue(message))}");
    }

    private static string BeforeValue(string message)
    {
        var end = message.IndexOfAny(['{', '[']);
        var value = message.IndexOf("Invalid value", StringComparison.Ordinal);
        var cut = (end, value) switch
        {
            ( >= 0, >= 0) => Math.Min(end, value),
            _ => Math.Max(end, value),
        };
        return cut < 0 ? message : message[..cut];
    }

    private static ClusterFault Forbidden(JsonElement? status, string message)
    {
        // Without a token the server knows us as anonymous and answers 403, not 401.
        if (message.Contains("\"system:anonymous\"", StringComparison.Ordinal))
        {
            return ClusterFault.Unauthenticated;
        }

        var closing = status?.Items("details", "causes").Any(cause => cause.Text("reason") == "NamespaceTerminating") == true;
        return closing || IsDenied(message) || message.Contains("exceeded quota", StringComparison.Ordinal) || message.Contains("is forbidden: maximum", StringComparison.Ordinal)
            ? ClusterFault.Refused
            : ClusterFault.Forbidden;
    }

    private static bool IsDenied(string message) =>
        message.Contains("denied request", StringComparison.Ordinal) || message.Contains("denied the request", StringComparison.Ordinal);

    private static bool IsBudget(JsonElement? status) =>
        status?.Items("details", "causes").Any(cause => cause.Text("reason") == "DisruptionBudget") == true;

    // A patch that names another uid is refused as an attempt to change an immutable field.
    private static bool IsOtherObject(JsonElement? status) =>
        status?.Items("details", "causes").Any(cause => cause.Text("field") == "metadata.uid") == true;

    // Other 500s, such as a time-out of the server's own store, may come after the write.
    private static bool IsBeforeStorage(string message) =>
        message.Contains("failed calling webhook", StringComparison.Ordinal) || message.Contains("more than one PodDisruptionBudget", StringComparison.Ordinal);
}
