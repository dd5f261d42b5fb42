using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>What stands around a plan outside the cluster, by our own records.</summary>
/// <param name="Freeze">Name of the change freeze that holds now, null when none does.</param>
/// <param name="OtherIncidents">Short ids and subjects of other open incidents in the namespace, at most a few.</param>
public sealed record Surroundings(string? Freeze, IReadOnlyList<string> OtherIncidents);

/// <summary>Reads <see cref="Surroundings"/>.</summary>
public interface ISurroundings
{
    Task<Surroundings> ReadAsync(Plan plan, CancellationToken cancel);
}
