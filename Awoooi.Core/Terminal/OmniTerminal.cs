using Awoooi.Core.People;

namespace Awoooi.Core.Terminal;

/// <summary>What a line was answered with.</summary>
/// <param name="Line">The line as it was understood.</param>
public sealed record TerminalAnswer(string Line, DateTimeOffset At, TimeSpan Took, TerminalCard Card);

/// <summary>Ask and be answered: one line in, one card out, from the records. The same for the page and for programs.</summary>
public sealed class OmniTerminal
{
    private readonly Dictionary<string, ITerminalHandler> _handlers;
    private readonly TimeProvider _clock;

    public OmniTerminal(IEnumerable<ITerminalHandler> handlers, TimeProvider clock)
    {
        var all = handlers.ToList();
        _handlers = all.ToDictionary(handler => handler.Command.Name, StringComparer.Ordinal);
        _clock = clock;
        Commands = [.. all.Select(handler => handler.Command)];
    }

    /// <summary>The command table.</summary>
    public IReadOnlyList<TerminalCommand> Commands { get; }

    public async Task<TerminalAnswer> AskAsync(string typed, Asker asker, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(asker);
        var (at, began) = (_clock.GetUtcNow(), _clock.GetTimestamp());
        if (TerminalLine.Parse(typed) is not { } line)
        {
            return new TerminalAnswer("", at, TimeSpan.Zero, new ErrorCard(TerminalProblem.TooLong, [$"{TerminalLine.Longest}"], []));
        }

        var card = await AnswerAsync(line, asker, at, cancel);
        return new TerminalAnswer(line.Text, at, _clock.GetElapsedTime(began), card);
    }

    private async Task<TerminalCard> AnswerAsync(TerminalLine line, Asker asker, DateTimeOffset now, CancellationToken cancel)
    {
        if (line.Command is not { } name)
        {
            return new ErrorCard(TerminalProblem.NotACommand, [], [IncidentHandler.TodayLine, ApprovalsHandler.Name, HelpHandler.Name]);
        }

        if (!_handlers.TryGetValue(name, out var handler))
        {
            return new ErrorCard(TerminalProblem.UnknownCommand, [name], NearestName.Of(name, _handlers.Keys) is { } near ? [near, HelpHandler.Name] : [HelpHandler.Name]);
        }

        if (!handler.Command.Allows(asker.Roles))
        {
            return new ErrorCard(TerminalProblem.RoleMissing, [name, RoleNames.Text(handler.Command.Needs)], []);
        }

        return line.Argument.Split(' ').FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal)) is { } option
            ? new ErrorCard(TerminalProblem.UnknownOption, [name, option], [name])
            : await handler.AnswerAsync(new TerminalCall(handler.Command, line.Argument, asker, now, Commands), cancel);
    }
}
