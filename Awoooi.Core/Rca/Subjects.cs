using Awoooi.Core.Clusters;

namespace Awoooi.Core.Rca;

/// <summary>Spelling of the objects that evidence is about; workloads spell themselves.</summary>
internal static class Subjects
{
    private const string PodPrefix = "pod/";

    public static string Of(PodFacts pod) => Pod(pod.Namespace, pod.Name);

    public static string Pod(string ns, string name) => $"{PodPrefix}{ns}/{name}";

    public static string Node(string name) => $"node/{name}";

    public static string Claim(string ns, string name) => $"persistentvolumeclaim/{ns}/{name}";

    public static string Missing(string ns, string name) => $"missing/{ns}/{name}";

    /// <summary>Name of the pod, null when the subject is something else.</summary>
    public static string? PodName(string subject)
        => subject.StartsWith(PodPrefix, StringComparison.Ordinal) ? subject[(subject.LastIndexOf('/') + 1)..] : null;
}
