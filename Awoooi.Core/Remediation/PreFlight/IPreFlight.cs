using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>Runs the dry-run checks of a plan against the world as it is now; reads only, changes nothing.</summary>
public interface IPreFlight
{
    /// <summary>One line per check; a check that could not be made is a red line that says so, never absent.</summary>
    Task<IReadOnlyList<PreFlightLine>> CheckAsync(Plan plan, CancellationToken cancel);
}
