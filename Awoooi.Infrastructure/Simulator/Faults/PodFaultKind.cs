namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>What can be wrong with a pod.</summary>
public enum PodFaultKind
{
    Crash,
    ImagePull,
    MissingConfig,
    NotReady,
    Unschedulable,
    NeverStarts,
}
