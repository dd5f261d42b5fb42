namespace Awoooi.Core.Terminal;

/// <summary><c>/help</c>: the commands there are.</summary>
internal sealed class HelpHandler : ITerminalHandler
{
    public const string Name = "/help";

    public TerminalCommand Command { get; } = new(Name, [], "help.help", TerminalCommand.Users);

    public Task<TerminalCard> AnswerAsync(TerminalCall call, CancellationToken cancel) => Task.FromResult<TerminalCard>(
        call.Argument.Length > 0
            ? new ErrorCard(TerminalProblem.UnexpectedArgument, [Name, call.Argument], [Name])
            : new HelpCard([.. call.Table.Where(command => command.Allows(call.Asker.Roles))]));
}
