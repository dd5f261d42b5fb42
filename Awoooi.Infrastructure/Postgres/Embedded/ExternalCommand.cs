using System.Diagnostics;
using System.Text;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>One run of another program to its end, within a time limit, as another account where one is named.</summary>
internal sealed class ExternalCommand
{
    private const int KeptOutput = 8_000;
    private readonly ProcessStartInfo _start;

    private ExternalCommand(ProcessStartInfo start) => _start = start;

    public static ExternalCommand Of(string program, IEnumerable<string> arguments, string? folder = null, UnixAccount? account = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/",
        };
        if (account is not null)
        {
            start.UserName = account.Name;
        }

        // PGDATA, PGPORT, PGOPTIONS and their kin would steer initdb and postgres to another cluster.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        return new ExternalCommand(start);
    }

    public ExternalCommand With(string variable, string value)
    {
        _start.Environment[variable] = value;
        return this;
    }

    public async Task<CommandResult> RunAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var process = new Process { StartInfo = _start };
        var output = new StringBuilder();
        var error = new StringBuilder();
        process.OutputDataReceived += (_, line) => Keep(output, line.Data);
        process.ErrorDataReceived += (_, line) => Keep(error, line.Data);
        process.Start();
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(limit);
        try
        {
            await process.WaitForExitAsync(limited.Token);
        }
        catch (OperationCanceledException)
        {
            await InterruptAsync(process);
            cancellationToken.ThrowIfCancellationRequested();
            return new CommandResult(false, Text(output), $"no answer within {limit.TotalSeconds:0} s. {Text(error)}");
        }

        return new CommandResult(process.ExitCode == 0, Text(output), Text(error));
    }

    /// <summary>An interrupted pg_ctl takes the server that it was starting down with it; a killed one would leave it behind.</summary>
    private static async Task InterruptAsync(Process process)
    {
        _ = NativeUnix.Kill(process.Id, NativeUnix.SigInt);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }
    }

    private static void Keep(StringBuilder text, string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (text)
        {
            text.AppendLine(line);
            if (text.Length > KeptOutput)
            {
                text.Remove(0, text.Length - KeptOutput);
            }
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString().Trim();
        }
    }
}

internal sealed record CommandResult(bool Succeeded, string Output, string Error);
