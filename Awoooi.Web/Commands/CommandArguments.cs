namespace Awoooi.Web.Commands;

/// <summary>What follows a command's words: values in order, and options as <c>--name value</c> or <c>--name=value</c>.</summary>
public sealed class CommandArguments
{
    private readonly Dictionary<string, string> _options;

    private CommandArguments(IReadOnlyList<string> values, Dictionary<string, string> options) => (Values, _options) = (values, options);

    public IReadOnlyList<string> Values { get; }

    public string? this[string option] => _options.GetValueOrDefault(option);

    /// <exception cref="UsageException">A value too many or too few, an unknown option, or one without its value.</exception>
    public static CommandArguments Parse(Command command, IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(args);
        var values = new List<string>();
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                values.Add(args[i]);
                continue;
            }

            var pair = args[i][2..].Split('=', 2);
            var known = command.Required.Contains(pair[0]) || command.Optional.Contains(pair[0]);
            if (!known)
            {
                throw new UsageException($"there is no option --{pair[0]}");
            }

            options[pair[0]] = pair.Length == 2 ? pair[1] : ++i < args.Count ? args[i] : throw new UsageException($"--{pair[0]} needs a value");
        }

        if (values.Count != command.Values)
        {
            throw new UsageException(values.Count > command.Values ? $"{values[command.Values]} is one word too many" : "something is missing");
        }

        return command.Required.FirstOrDefault(option => !options.ContainsKey(option)) is { } missing ? throw new UsageException($"--{missing} is missing") : new CommandArguments(values, options);
    }
}

/// <summary>A command was written wrongly; the message completes a sentence.</summary>
public sealed class UsageException : Exception
{
    public UsageException()
    {
    }

    public UsageException(string message)
        : base(message)
    {
    }

    public UsageException(string message, Exception inner)
        : base(message, inner)
    {
    }
}

/// <summary>A command was refused; the message says why.</summary>
public sealed class CommandRefusedException : Exception
{
    public CommandRefusedException()
    {
    }

    public CommandRefusedException(string message)
        : base(message)
    {
    }

    public CommandRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
