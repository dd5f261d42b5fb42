using System.Globalization;

namespace Awoooi.Web.Commands.Smoke;

/// <summary>Proves a running installation from outside, a line per check.</summary>
internal static class SmokeCommand
{
    public static Command Line { get; } = new()
    {
        Words = "smoke",
        Usage = "[--base URL] [--key KEY] [--token TOKEN]",
        Summary = "send a test alert through every webhook of a running installation; AWOOOI_API_BASE, WEBHOOK_SECRET and AWOOOI_API_TOKEN else",
        Optional = ["base", "key", "token"],
        Remote = true,
        RunAsync = RunAsync,
    };

    private static async Task RunAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var text = arguments["base"] ?? Environment.GetEnvironmentVariable("AWOOOI_API_BASE") ?? throw new UsageException("--base is missing, and AWOOOI_API_BASE is not set");
        var url = Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed! : throw new UsageException($"{text} is not an http or https address");
        using var http = new HttpClient { BaseAddress = url, Timeout = TimeSpan.FromSeconds(10) };
        var test = new SmokeTest(http, new SmokeKeys(arguments["key"], Environment.GetEnvironmentVariable), arguments["token"] ?? Environment.GetEnvironmentVariable("AWOOOI_API_TOKEN"), TimeProvider.System);
        var (checks, failing) = (0, 0);
        await foreach (var line in test.RunAsync(cancel))
        {
            checks += line.Absent ? 0 : 1;
            failing += line.Ok ? 0 : 1;
            await context.Out.WriteLineAsync($"{(line.Absent ? "-   " : line.Ok ? "ok  " : "FAIL")}  {line.Name}: {line.Detail}");
        }

        if (failing > 0)
        {
            throw new CommandRefusedException(string.Create(CultureInfo.InvariantCulture, $"{failing} of {checks} checks failed"));
        }
    }
}
