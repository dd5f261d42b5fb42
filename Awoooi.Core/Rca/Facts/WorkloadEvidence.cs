using Awoooi.Core.Clusters;
using static Awoooi.Core.Rca.Facts.KubernetesEvidence;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Facts about the workload as a whole.</summary>
internal static class WorkloadEvidence
{
    private const int QuotaNearlyUsedPercent = 90;

    public static IEnumerable<Evidence> From(ClusterSnapshot cluster)
    {
        if (cluster.Workload is not { } workload)
        {
            return [];
        }

        return State(workload, cluster)
            .Concat(Rollout.Facts(workload, cluster))
            .Concat(Surroundings(workload, cluster.ObservedAt));
    }

    private static IEnumerable<Evidence> State(WorkloadFacts workload, ClusterSnapshot cluster)
    {
        var (subject, at) = (workload.Ref.ToString(), cluster.ObservedAt);
        var (desired, ready, updated) = (Text(workload.DesiredReplicas), Text(workload.ReadyReplicas), Text(workload.UpdatedReplicas));
        yield return Fact(
            EvidenceKind.WorkloadReplicas,
            subject,
            at,
            $"{ready} of {desired} replicas ready, {Text(workload.AvailableReplicas)} available",
            ("kind", workload.Ref.Kind.ToString()),
            ("desired", desired),
            ("ready", ready),
            ("available", Text(workload.AvailableReplicas)),
            ("updated", updated),
            ("missing", Text(Math.Max(0, workload.DesiredReplicas - workload.ReadyReplicas))));
        if (Health.IsHealthy(cluster))
        {
            yield return Fact(EvidenceKind.WorkloadHealthy, subject, at, $"all {desired} replicas ready and stable", ("desired", desired), ("ready", ready));
        }

        if (workload.RolloutStuck)
        {
            yield return Fact(EvidenceKind.WorkloadRolloutStuck, subject, at, $"rollout passed its deadline with {updated} of {desired} updated", ("updated", updated), ("desired", desired));
        }
        else if (workload.RolloutInProgress)
        {
            yield return Fact(EvidenceKind.WorkloadRollingOut, subject, at, $"rollout in progress, {updated} of {desired} updated", ("updated", updated), ("desired", desired));
        }

        if (workload.Paused)
        {
            yield return Fact(EvidenceKind.WorkloadPaused, subject, at, $"rollouts are paused, {updated} of {desired} updated", ("updated", updated), ("desired", desired));
        }

        if (workload.ReplicaFailure is { } failure)
        {
            yield return Fact(EvidenceKind.WorkloadReplicaFailure, subject, at, "the controller cannot create pods", ("problem", ReplicaProblem(failure))) with { Excerpt = SecretMask.Apply(failure) };
        }
    }

    private static IEnumerable<Evidence> Surroundings(WorkloadFacts workload, DateTimeOffset at)
    {
        var subject = workload.Ref.ToString();
        if (workload.Protected)
        {
            yield return Fact(EvidenceKind.WorkloadProtected, subject, at, "carries awoooi.io/protected=true");
        }

        if (workload.GitOpsOwner is { } owner)
        {
            yield return Fact(EvidenceKind.WorkloadGitOpsOwned, subject, at, $"owned by {owner}", ("owner", owner));
        }

        if (workload.Autoscaler is { } hpa)
        {
            yield return Fact(
                EvidenceKind.WorkloadAutoscaler,
                subject,
                at,
                $"autoscaler {hpa.Name}: {hpa.CurrentReplicas} replicas, {hpa.MinReplicas} to {hpa.MaxReplicas}",
                ("name", hpa.Name),
                ("min", Text(hpa.MinReplicas)),
                ("max", Text(hpa.MaxReplicas)),
                ("current", Text(hpa.CurrentReplicas)),
                ("desired", Text(hpa.DesiredReplicas)),
                ("active", Text(hpa.ScalingActive)),
                ("at_max", Text(hpa.AtMaximum)));
        }

        foreach (var budget in workload.DisruptionBudgets)
        {
            yield return Fact(EvidenceKind.WorkloadDisruptionBudget, subject, at, $"disruption budget {budget.Name} allows {budget.DisruptionsAllowed}", ("name", budget.Name), ("allowed", Text(budget.DisruptionsAllowed)));
        }

        foreach (var container in workload.Containers.Where(container => container.MemoryLimit is not null || container.CpuLimit is not null))
        {
            yield return Limits(container, subject, at);
        }

        foreach (var quota in workload.Quotas)
        {
            foreach (var (resource, (hard, used)) in quota.Resources.Where(pair => pair.Value.Hard > 0 && pair.Value.Used * 100 >= pair.Value.Hard * QuotaNearlyUsedPercent))
            {
                var percent = Text((long)Math.Round(used * 100 / hard));
                yield return Fact(EvidenceKind.WorkloadQuota, subject, at, $"quota {quota.Name}: {resource} {percent} % used", ("name", quota.Name), ("resource", resource), ("percent", percent));
            }
        }
    }

    private static Evidence Limits(ContainerSpec container, string subject, DateTimeOffset at)
    {
        var values = new List<(string, string)> { ("container", container.Name) };
        if (container.MemoryLimit is { } memory)
        {
            values.Add(("memory_limit", Quantity.Memory(memory)));
        }

        if (container.CpuLimit is { } cpu)
        {
            values.Add(("cpu_limit", Quantity.Cpu(cpu)));
        }

        var limits = string.Join(", ", values.Skip(1).Select(value => $"{value.Item1.Replace('_', ' ')} {value.Item2}"));
        return Fact(EvidenceKind.WorkloadLimits, subject, at, $"container {container.Name}: {limits}", [.. values]);
    }

    private static string ReplicaProblem(string message)
        => message.Contains("exceeded quota", StringComparison.OrdinalIgnoreCase) || message.Contains("failed quota", StringComparison.OrdinalIgnoreCase) ? "quota"
            : message.Contains("usage per", StringComparison.OrdinalIgnoreCase) ? "limit-range"
            : message.Contains("admission webhook", StringComparison.OrdinalIgnoreCase) || message.Contains("denied", StringComparison.OrdinalIgnoreCase) ? "admission"
            : "other";
}
