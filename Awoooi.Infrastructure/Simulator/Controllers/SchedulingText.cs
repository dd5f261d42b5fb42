using System.Globalization;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>The scheduler's sentences, which every version words a little differently.</summary>
internal static class SchedulingText
{
    public const string Cordoned = "node(s) were unschedulable";

    public const string UnboundClaim = "pod has unbound immediate PersistentVolumeClaims";

    public static string Unschedulable(KubernetesVersion version, int nodes, IReadOnlyList<string> reasons)
    {
        var head = $"0/{nodes.ToString(CultureInfo.InvariantCulture)} nodes are available: ";
        if (reasons is [UnboundClaim])
        {
            return head + version switch
            {
                KubernetesVersion.V1_36 => $"{UnboundClaim}. not found",
                KubernetesVersion.V1_32 => $"{UnboundClaim}. preemption: 0/{nodes} nodes are available: {nodes} Preemption is not helpful for scheduling.",
                _ => $"{nodes} {UnboundClaim}.",
            };
        }

        if (reasons.Count == 0)
        {
            return "no nodes available to schedule pods";
        }

        var counted = string.Join(", ", reasons.GroupBy(reason => reason).Select(group => $"{group.Count()} {group.Key}"));
        var resources = reasons.All(reason => reason.StartsWith("Insufficient", StringComparison.Ordinal));
        return head + version switch
        {
            KubernetesVersion.V1_36 => $"{counted}. no new claims to deallocate, preemption: 0/{nodes} nodes are available: {nodes} Preemption is not helpful for scheduling.",
            KubernetesVersion.V1_32 when resources => $"{counted}. preemption: 0/{nodes} nodes are available: {nodes} No preemption victims found for incoming pod.",
            KubernetesVersion.V1_32 => $"{counted}. preemption: 0/{nodes} nodes are available: {nodes} Preemption is not helpful for scheduling.",
            _ => $"{counted}.",
        };
    }

    public static string Taint(KubernetesVersion version, string key, string value) => version == KubernetesVersion.V1_20
        ? $"node(s) had taint {{{key}: {value}}}, that the pod didn't tolerate"
        : "node(s) had untolerated taint(s)";
}
