using Awoooi.Core.Health;

namespace Awoooi.Core.Terminal;

/// <summary><c>/alert</c>: whether alerts get from the rules to people.</summary>
internal sealed class AlertHandler(IAlertChainReader reader) : ITerminalHandler
{
    public const string Name = "/alert";

    private static readonly ArgumentWord Status = ArgumentWord.Literal("status", "狀態");

    public TerminalCommand Command { get; } = new(Name, [Status], "help.alert", TerminalCommand.Users);

    public async Task<TerminalCard> AnswerAsync(TerminalCall call, CancellationToken cancel)
        => call.Argument.Length > 0 && !Status.Is(call.Argument)
            ? new ErrorCard(TerminalProblem.UnexpectedArgument, [Name, call.Argument], [Name])
            : new AlertChainCard(AlertChain.Of(await reader.ReadAsync(cancel), call.Now));
}
