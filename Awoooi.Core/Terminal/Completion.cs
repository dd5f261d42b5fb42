namespace Awoooi.Core.Terminal;

/// <summary>One way to go on with what is typed.</summary>
/// <param name="Line">The whole line when it is taken.</param>
public sealed record Completion(string Line, TerminalCommand Command)
{
    public const int Most = 6;

    /// <summary>Commands by prefix, then by letters in order; behind a name its words. Empty for a line that is no command.</summary>
    public static IReadOnlyList<Completion> Of(string typed, IReadOnlyList<TerminalCommand> table, bool chinese)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(table);
        if (TerminalLine.Parse(typed) is not { Command: { } name } line)
        {
            return [];
        }

        // A space behind the name asks for its words, though cleaning takes it away.
        if (line.Argument.Length > 0 || typed.EndsWith(' ') || typed.EndsWith('\u3000'))
        {
            return table.FirstOrDefault(command => command.Name == name) is { } named ? [.. Words(named, line.Argument, chinese)] : [];
        }

        return [.. table.Where(command => command.Name.StartsWith(name, StringComparison.Ordinal))
            .Concat(table.Where(command => !command.Name.StartsWith(name, StringComparison.Ordinal) && InOrder(name, command.Name)))
            .Take(Most).Select(command => new Completion(Taken(command), command))];
    }

    private static IEnumerable<Completion> Words(TerminalCommand command, string typed, bool chinese)
        => command.Arguments.Where(word => word.IsLiteral && !word.Is(typed))
            .Select(word => (Mine: chinese ? word.Chinese : word.English, Other: chinese ? word.English : word.Chinese))
            .Select(word => Starts(word.Mine, typed) ? word.Mine : Starts(word.Other, typed) ? word.Other : null)
            .OfType<string>().Take(Most).Select(word => new Completion($"{command.Name} {word}", command));

    // The space asks for the words that may follow.
    private static string Taken(TerminalCommand command) => command.Arguments.Any(word => word.IsLiteral) ? $"{command.Name} " : command.Name;

    private static bool Starts(string word, string typed) => word.StartsWith(typed, StringComparison.OrdinalIgnoreCase);

    private static bool InOrder(string letters, string name)
    {
        var at = 0;
        foreach (var letter in name)
        {
            if (at < letters.Length && letters[at] == letter)
            {
                at++;
            }
        }

        return at == letters.Length;
    }
}
