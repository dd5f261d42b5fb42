namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Recognises workloads that a GitOps tool would put back to what git says.</summary>
internal static class GitOpsOwner
{
    // The label app.kubernetes.io/instance is not a sign: Helm writes it too, and Helm reverts nothing.
    private static readonly (string Key, string Tool)[] Signs =
    [
        ("argocd.argoproj.io/tracking-id", "Argo CD"),
        ("argocd.argoproj.io/instance", "Argo CD"),
        ("kustomize.toolkit.fluxcd.io/name", "Flux"),
        ("helm.toolkit.fluxcd.io/name", "Flux"),
    ];

    public static string? Of(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string> annotations)
    {
        foreach (var (key, tool) in Signs)
        {
            if (labels.ContainsKey(key) || annotations.ContainsKey(key))
            {
                return tool;
            }
        }

        return null;
    }
}
