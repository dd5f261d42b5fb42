namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>A resource URL taken apart: /apis/{group}/{version}[/namespaces/{ns}]/{plural}[/{name}[/{subresource}]].</summary>
internal sealed record ResourcePath(string Group, string Version, string? Namespace, string Plural, string? Name, string Subresource)
{
    /// <summary>Null for paths above the resources (discovery, version, health).</summary>
    public static ResourcePath? Parse(string path)
    {
        string[] steps = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return steps switch
        {
            ["api", var version, .. var rest] when rest.Length > 0 => Parse("", version, rest),
            ["apis", var group, var version, .. var rest] when rest.Length > 0 => Parse(group, version, rest),
            _ => null,
        };
    }

    public string Verb(string method, bool watch) => method switch
    {
        "GET" when watch => "watch",
        "GET" => Name is null ? "list" : "get",
        "POST" => "create",
        "PUT" => "update",
        "PATCH" => "patch",
        "DELETE" => Name is null ? "deletecollection" : "delete",
        _ => method,
    };

    private static ResourcePath? Parse(string group, string version, string[] rest) => rest switch
    {
        ["namespaces"] => new(group, version, null, "namespaces", null, ""),
        ["namespaces", var name] => new(group, version, null, "namespaces", name, ""),
        ["namespaces", var name, "status" or "finalize"] => new(group, version, null, "namespaces", name, rest[2]),
        ["namespaces", var ns, var plural] => new(group, version, ns, plural, null, ""),
        ["namespaces", var ns, var plural, var name] => new(group, version, ns, plural, name, ""),
        ["namespaces", var ns, var plural, var name, .. var sub] => new(group, version, ns, plural, name, string.Join('/', sub)),
        [var plural] => new(group, version, null, plural, null, ""),
        [var plural, var name] => new(group, version, null, plural, name, ""),
        [var plural, var name, .. var sub] => new(group, version, null, plural, name, string.Join('/', sub)),
        _ => null,
    };
}
