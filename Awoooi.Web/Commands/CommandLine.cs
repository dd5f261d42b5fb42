using Awoooi.Web.Commands.Smoke;

namespace Awoooi.Web.Commands;

/// <summary>The commands of the binary beside serving. 0 is done, 1 is refused or failed, 2 is written wrongly.</summary>
public static class CommandLine
{
    private const string Serve = "serve";

    private static readonly IReadOnlyList<Command> Table = [.. UserCommands.All, .. TokenCommands.All, .. SystemCommands.All, SmokeCommand.Line];

    /// <summary>Whether the arguments ask to serve: nothing, options only, or <c>serve</c>.</summary>
    public static bool Serves(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return args.Count == 0 || (args[0].StartsWith('-') && args[0] is not ("--help" or "-h")) || args[0] == Serve;
    }

    /// <summary>Runs the command. <paramref name="open"/> is called once the command is known to be written well; it may be slow, for it opens the database.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, Func<CancellationToken, Task<CommandContext>> open, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        if (args is ["help" or "--help" or "-h", ..])
        {
            await output.WriteLineAsync(Help());
            return 0;
        }

        if (Find(args) is not { } command)
        {
            await error.WriteLineAsync($"There is no command {string.Join(' ', args.TakeWhile(word => !word.StartsWith('-')).Take(2))}.");
            await error.WriteLineAsync(Help());
            return 2;
        }

        try
        {
            var arguments = CommandArguments.Parse(command, [.. args.Skip(command.Words.Split(' ').Length)]);
            await command.RunAsync(command.Remote ? CommandContext.Remote(output, error) : await open(cancel), arguments, cancel);
            return 0;
        }
        catch (UsageException wrong)
        {
            await error.WriteLineAsync($"{command.Words}: {wrong.Message}. Usage: {command.Words} {command.Usage}");
            return 2;
        }
        catch (CommandRefusedException refused)
        {
            await error.WriteLineAsync($"{command.Words}: {refused.Message}");
            return 1;
        }
    }

    private static Command? Find(IReadOnlyList<string> args)
        => Table.FirstOrDefault(command => command.Words.Split(' ') is var words && args.Count >= words.Length && args.Take(words.Length).SequenceEqual(words));

    private static string Help()
    {
        var lines = Table.Select(command => ($"{command.Words} {command.Usage}".TrimEnd(), command.Summary)).Prepend((Serve, "serve pages, webhooks and workers; also without any word")).ToList();
        var width = lines.Max(line => line.Item1.Length);
        return string.Join(Environment.NewLine, lines.Select(line => $"  {line.Item1.PadRight(width)}  {line.Item2}"));
    }
}
