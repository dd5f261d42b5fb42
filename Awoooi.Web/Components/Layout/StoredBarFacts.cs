using Awoooi.Core.Approvals;
using Awoooi.Core.Trust;

namespace Awoooi.Web.Components.Layout;

/// <summary>The bar's facts from the stores.</summary>
internal sealed class StoredBarFacts(IApprovalStore approvals, IAutomationStore automation) : IBarFacts
{
    public async ValueTask<BarFacts> ReadAsync(CancellationToken cancel)
    {
        var board = await approvals.BoardAsync(null, cancel);
        var rules = await automation.ReadAsync(cancel);
        return new BarFacts(board.Count(approval => approval.State.IsWaiting()), Mode(rules.Switch.State));
    }

    private static AiMode Mode(AutonomySwitch state) => state switch
    {
        AutonomySwitch.Acting => AiMode.Acting,
        AutonomySwitch.Asking => AiMode.Asking,
        AutonomySwitch.Paused => AiMode.Paused,
        _ => AiMode.NotKnown,
    };
}
