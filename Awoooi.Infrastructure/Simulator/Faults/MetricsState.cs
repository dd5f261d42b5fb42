namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>Whether a metrics server is installed and answers.</summary>
public enum MetricsState
{
    Absent,
    Serving,
    Dead,
}
