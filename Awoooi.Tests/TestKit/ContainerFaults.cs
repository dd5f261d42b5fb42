using Awoooi.Core.Clusters;

namespace Awoooi.Tests.TestKit;

/// <summary>What a kubelet reports of a container in trouble.</summary>
internal static class ContainerFaults
{
    public static ContainerFacts Crash(this ContainerFacts container, int exitCode, int restarts = 7, string reason = "Error") => container with
    {
        Ready = false,
        RunningSince = null,
        WaitingReason = "CrashLoopBackOff",
        TerminationReason = reason,
        ExitCode = exitCode,
        RestartCount = restarts,
        TerminatedAt = FaultScenario.Now.AddMinutes(-3),
    };

    public static ContainerFacts Oom(this ContainerFacts container, int minutesAgo = 3) => container.Crash(137, reason: "OOMKilled") with
    {
        TerminatedAt = FaultScenario.Now.AddMinutes(-minutesAgo),
    };

    public static ContainerFacts Pull(this ContainerFacts container, string reason, string message) => container with
    {
        Ready = false,
        RunningSince = null,
        WaitingReason = reason,
        WaitingMessage = message,
    };

    public static ContainerFacts Waiting(this ContainerFacts container, string reason, string message = "") => container.Pull(reason, message);

    /// <summary>Ended once, long ago, and has run since.</summary>
    public static ContainerFacts Recovered(this ContainerFacts container, string reason, int minutesAgo, int restarts = 1) => container with
    {
        TerminationReason = reason,
        ExitCode = 137,
        RestartCount = restarts,
        TerminatedAt = FaultScenario.Now.AddMinutes(-minutesAgo),
        RunningSince = FaultScenario.Now.AddMinutes(-minutesAgo),
    };

    public static PodFacts Unplaced(this PodFacts pod, string message) => pod with
    {
        Phase = "Pending",
        Node = null,
        Containers = [],
        Unschedulable = message,
    };
}
