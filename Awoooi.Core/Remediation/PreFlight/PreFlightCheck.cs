using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>The pre-flight of a card: reads the world, judges it, changes nothing.</summary>
public sealed class PreFlightCheck(WorldReader reader) : IPreFlight
{
    public async Task<IReadOnlyList<PreFlightLine>> CheckAsync(Plan plan, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);

        // Before a decision there is no execution yet; the approval's id stands in for its marker.
        return plan.Operation == Operation.Manual ? [] : PreFlightJudgement.Of(await reader.ReadAsync(plan, plan.ApprovalId, cancel));
    }
}
