using System.Diagnostics.CodeAnalysis;

namespace Awoooi.Infrastructure.Simulator;

/// <summary>The Kubernetes minor version whose answers the simulated API server gives.</summary>
[SuppressMessage("Naming", "CA1707", Justification = "A version number without its separator would read as another one.")]
public enum KubernetesVersion
{
    V1_20 = 20,
    V1_32 = 32,
    V1_36 = 36,
}
