using Awoooi.Core.Clusters;

namespace Awoooi.Core.Plans;

/// <summary>The one object a plan touches, pinned by uid and generation as they were when the plan was made.</summary>
/// <param name="Pod">Pod name for <see cref="Operation.RestartPod"/>, else null.</param>
/// <param name="PodUid">uid of that pod, else null.</param>
public sealed record Target(string Cluster, WorkloadRef Workload, string Uid, long Generation, string? Pod, string? PodUid);
