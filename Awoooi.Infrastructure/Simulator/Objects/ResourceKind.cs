namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>One resource of one API version: what its paths, lists and errors are called.</summary>
internal sealed record ResourceKind(string Group, string Version, string Plural, string Kind, bool Namespaced)
{
    public string ApiVersion => Group.Length == 0 ? Version : $"{Group}/{Version}";

    /// <summary>"deployments.apps": how messages name the resource.</summary>
    public string Qualified => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>"Deployment.apps": how validation messages name the kind.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    /// <summary>All API versions of a resource share one place in the store.</summary>
    public string Storage { get; init; } = Plural;

    public string[] ShortNames { get; init; } = [];

    public string[] Subresources { get; init; } = [];

    public bool IsWorkload => Group == "apps" && Plural is "deployments" or "statefulsets" or "daemonsets" or "replicasets";

    public bool IsCustom { get; init; }
}
