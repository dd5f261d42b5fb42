namespace Awoooi.Web.Commands;

/// <summary>One line of the command table.</summary>
public sealed record Command
{
    /// <summary>One or two words, such as <c>user add</c>.</summary>
    public required string Words { get; init; }

    /// <summary>What follows the words, for the help.</summary>
    public required string Usage { get; init; }

    /// <summary>One line for the help.</summary>
    public required string Summary { get; init; }

    /// <summary>How many values it takes.</summary>
    public int Values { get; init; }

    /// <summary>Options that must be given, without dashes.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    public IReadOnlyList<string> Optional { get; init; } = [];

    /// <summary>It asks a running installation over HTTP; nothing is opened here.</summary>
    public bool Remote { get; init; }

    public required Func<CommandContext, CommandArguments, CancellationToken, Task> RunAsync { get; init; }
}
