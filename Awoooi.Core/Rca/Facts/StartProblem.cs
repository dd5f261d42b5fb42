using System.Text.RegularExpressions;
using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Why a container cannot be created or started, read from the kubelet's reason and message.</summary>
internal static partial class StartProblem
{
    public static Evidence? Of(PodFacts pod, ContainerFacts container, ClusterSnapshot cluster, string current)
    {
        var (subject, at) = (Subjects.Of(pod), cluster.ObservedAt);
        var told = string.Join('\n', cluster.Warnings.Where(item => item.Kind == "Pod" && item.Name == pod.Name && item.Reason is "Failed" or "FailedMount").Select(item => item.Message).Prepend(container.WaitingMessage ?? ""));
        return container.WaitingReason switch
        {
            "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" or "RegistryUnavailable" or "ImageInspectError"
                => Fact(EvidenceKind.PodImagePull, subject, at, $"image {container.Image} cannot be pulled", ("container", container.Name), ("image", container.Image), ("problem", PullProblem(container.WaitingReason, told)), ("current_revision", current)) with { Excerpt = SecretMask.Apply(told) },
            "CreateContainerConfigError" or "ContainerCreating" or "PodInitializing" => ConfigMissing(told) is var (kind, name, key)
                ? Fact(EvidenceKind.PodConfigMissing, subject, at, $"{kind} {name} is missing{(key.Length > 0 ? $" key {key}" : "")}", ("object", kind), ("name", name), ("key", key), ("current_revision", current)) with { Excerpt = SecretMask.Apply(told) }
                : null,
            "RunContainerError" or "CreateContainerError" or "StartError" or "ContainerCannotRun"
                => Start(pod, container, subject, at, LogLine.CommandProblem(told) ?? "other", current) with { Excerpt = SecretMask.Apply(told) },
            "CrashLoopBackOff" when container.TerminationReason is "StartError" or "ContainerCannotRun" || container.ExitCode is 126 or 127 or 128
                => Start(pod, container, subject, at, LogLine.CommandProblem(told) ?? (container.ExitCode == 126 ? "permission" : "not-found"), current),
            _ => null,
        };
    }

    private static Evidence Start(PodFacts pod, ContainerFacts container, string subject, DateTimeOffset at, string problem, string current)
        => Fact(EvidenceKind.PodStartFailed, subject, at, $"the command of {container.Name} in {pod.Name} cannot be run", ("container", container.Name), ("problem", problem), ("exit_code", container.ExitCode is { } code ? Text(code) : ""), ("current_revision", current));

    // Order matters: a registry that cannot be reached never got to say whether the tag exists, and Docker's "denied" text mentions both.
    private static string PullProblem(string reason, string told)
        => reason == "RegistryUnavailable" || RegistryDown().IsMatch(told) ? "registry"
            : Denied().IsMatch(told) ? "auth"
            : reason is "InvalidImageName" or "ErrImageNeverPull" || NotFound().IsMatch(told) ? "not-found"
            : "unknown";

    private static (string Kind, string Name, string Key)? ConfigMissing(string told)
    {
        if (MissingObject().Match(told) is { Success: true } missing)
        {
            return (missing.Groups[1].Value.ToLowerInvariant(), missing.Groups[2].Value, "");
        }

        return MissingKey().Match(told) is { Success: true } key ? (key.Groups[2].Value.ToLowerInvariant(), key.Groups[3].Value, key.Groups[1].Value) : null;
    }

    [GeneratedRegex("no such host|connection refused|i/o timeout|deadline exceeded|connection reset|no route to host|TLS handshake|x509|toomanyrequests|429 |50[0234] |unexpected EOF|server misbehaving", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryDown();

    [GeneratedRegex("unauthorized|authentication required|access denied|denied:|403 Forbidden|401 |no basic auth|insufficient_scope|authorization failed", RegexOptions.IgnoreCase)]
    private static partial Regex Denied();

    [GeneratedRegex("not found|manifest unknown|does not exist|invalid reference format|no match for platform|couldn't parse image", RegexOptions.IgnoreCase)]
    private static partial Regex NotFound();

    [GeneratedRegex("\\b(configmap|secret) \"([^\"]{1,253})\" not found", RegexOptions.IgnoreCase)]
    private static partial Regex MissingObject();

    [GeneratedRegex("couldn't find key (\\S{1,253}) in (ConfigMap|Secret) (?:\\S{1,253}/)?([^\\s/]{1,253})", RegexOptions.IgnoreCase)]
    private static partial Regex MissingKey();
}
