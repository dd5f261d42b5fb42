namespace Awoooi.Core.Clusters;

/// <summary>REST paths of the Kubernetes objects AWOOOI touches.</summary>
public static class ApiPath
{
    /// <summary>Plural resource name, as paths and access reviews write it.</summary>
    public static string Resource(WorkloadKind kind) => kind switch
    {
        WorkloadKind.Deployment => "deployments",
        WorkloadKind.StatefulSet => "statefulsets",
        WorkloadKind.DaemonSet => "daemonsets",
        WorkloadKind.ReplicaSet => "replicasets",
        WorkloadKind.Job => "jobs",
        WorkloadKind.Pod => "pods",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>API group; empty for the core group.</summary>
    public static string Group(WorkloadKind kind) => kind switch
    {
        WorkloadKind.Job => "batch",
        WorkloadKind.Pod => "",
        _ => "apps",
    };

    /// <summary>Path of the collection; <paramref name="ns"/> null for all namespaces.</summary>
    public static string Collection(WorkloadKind kind, string? ns)
    {
        var root = kind switch
        {
            WorkloadKind.Job => "/apis/batch/v1",
            WorkloadKind.Pod => "/api/v1",
            _ => "/apis/apps/v1",
        };
        return ns is null ? $"{root}/{Resource(kind)}" : $"{root}/namespaces/{Uri.EscapeDataString(ns)}/{Resource(kind)}";
    }

    public static string Of(WorkloadRef workload) =>
        $"{Collection(workload.Kind, workload.Namespace)}/{Uri.EscapeDataString(workload.Name)}";
}
