using Awoooi.Infrastructure.Simulator.Access;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>A request after authentication, with its body read whole.</summary>
internal sealed record ApiRequest(
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Query,
    string Accept,
    string ContentType,
    string Body,
    ApiUser User)
{
    public string? Parameter(string name) => Query.TryGetValue(name, out var value) ? value : null;

    public bool IsWatch => Method == "GET" && Parameter("watch") is "1" or "true";

    public bool IsStrict => Parameter("fieldValidation") == "Strict";
}
