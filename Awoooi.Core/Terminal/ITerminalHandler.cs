using Awoooi.Core.People;

namespace Awoooi.Core.Terminal;

/// <summary>Who asks, with the roles held now and the zone in which "today" begins.</summary>
public sealed record Asker(Guid PersonId, Roles Roles, TimeZoneInfo Zone);

/// <summary>A command that was understood.</summary>
/// <param name="Argument">Everything behind the name, cleaned; empty when there was nothing.</param>
/// <param name="Table">All commands there are, in the order of the table.</param>
public sealed record TerminalCall(TerminalCommand Command, string Argument, Asker Asker, DateTimeOffset Now, IReadOnlyList<TerminalCommand> Table);

/// <summary>Carries out one command. It reads records; it never changes anything.</summary>
public interface ITerminalHandler
{
    TerminalCommand Command { get; }

    Task<TerminalCard> AnswerAsync(TerminalCall call, CancellationToken cancel);
}
