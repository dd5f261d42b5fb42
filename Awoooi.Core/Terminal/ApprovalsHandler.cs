using System.Text.RegularExpressions;
using Awoooi.Core.Approvals;

namespace Awoooi.Core.Terminal;

/// <summary><c>/approvals</c>: what waits for signatures, or one request by its number.</summary>
internal sealed partial class ApprovalsHandler(IApprovalStore approvals) : ITerminalHandler
{
    public const string Name = "/approvals";
    public const int MostShown = 20;

    public TerminalCommand Command { get; } = new(Name, [ArgumentWord.Of("APR-0231", "APR-0231")], "help.approvals", TerminalCommand.Users);

    public async Task<TerminalCard> AnswerAsync(TerminalCall call, CancellationToken cancel)
    {
        if (call.Argument.Length > 0)
        {
            return await OneAsync(call.Argument.ToUpperInvariant(), cancel);
        }

        var waiting = (await approvals.BoardAsync(call.Asker.PersonId, cancel)).Where(approval => approval.State.IsWaiting()).ToList();
        return new ApprovalCard(null, [.. waiting.Take(MostShown)], Math.Max(0, waiting.Count - MostShown));
    }

    private async Task<TerminalCard> OneAsync(string number, CancellationToken cancel)
        => !Number().IsMatch(number) ? new ErrorCard(TerminalProblem.BadApprovalNumber, [number], [Name])
            : await approvals.FindAsync(number, cancel) is { } approval ? new ApprovalCard(approval.ShortId, [approval], 0)
            : new ErrorCard(TerminalProblem.NoSuchApproval, [number], [Name]);

    [GeneratedRegex("^APR-[0-9]{1,18}$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
