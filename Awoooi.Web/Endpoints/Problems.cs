namespace Awoooi.Web.Endpoints;

/// <summary>Answers that say what is wrong, as problem+json with a type a program can tell apart.</summary>
internal static class Problems
{
    public static IResult Of(int status, string type, string title, string detail, params ReadOnlySpan<(string Key, object? Value)> more)
    {
        var extensions = new Dictionary<string, object?>();
        foreach (var (key, value) in more)
        {
            extensions[key] = value;
        }

        return Results.Problem(detail, statusCode: status, title: title, type: $"urn:awoooi:problem:{type}", extensions: extensions);
    }

    public static IResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "not-found", "Not found", $"There is no {what}.");

    public static IResult BadRequest(string field, string detail) => Of(StatusCodes.Status400BadRequest, "invalid", "Invalid request", detail, ("field", field));
}
