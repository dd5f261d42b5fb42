using Awoooi.Core.People;

namespace Awoooi.Core.Terminal;

/// <summary>One word that may stand behind a command, as each language writes it.</summary>
/// <param name="IsLiteral">It is typed as it stands; else it says what belongs there, such as a number.</param>
public sealed record ArgumentWord(string English, string Chinese, bool IsLiteral)
{
    public static ArgumentWord Literal(string english, string chinese) => new(english, chinese, true);

    public static ArgumentWord Of(string english, string chinese) => new(english, chinese, false);

    /// <summary>Whether <paramref name="typed"/> is this word in either language, in any case.</summary>
    public bool Is(string typed)
        => IsLiteral && (string.Equals(typed, English, StringComparison.OrdinalIgnoreCase) || string.Equals(typed, Chinese, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One row of the command table: what completion, help and every door to the terminal know of a command.</summary>
/// <param name="Name">With its slash: <c>/incident</c>.</param>
/// <param name="Arguments">Any one of them may follow; all are optional.</param>
/// <param name="HelpKey">Names its sentence in the texts of the face.</param>
/// <param name="Needs">Any one of these roles.</param>
public sealed record TerminalCommand(string Name, IReadOnlyList<ArgumentWord> Arguments, string HelpKey, Roles Needs)
{
    /// <summary>Who uses the terminal at all.</summary>
    public const Roles Users = Roles.Sre | Roles.Commander;

    public bool Allows(Roles roles) => (roles & Needs) != Roles.None;
}
