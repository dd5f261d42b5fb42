using System.Globalization;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>What can be known of a process by its id; an id alone proves nothing, because ids are reused.</summary>
internal static class UnixProcess
{
    /// <summary>Arguments of the process; empty for a zombie, a kernel thread and one that is gone.</summary>
    public static async Task<IReadOnlyList<string>> ArgumentsAsync(int pid, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
        {
            return Split(await ReadProcAsync(pid, "cmdline", cancellationToken));
        }

        var listing = await ExternalCommand.Of("ps", ["-ww", "-o", "command=", "-p", Number(pid)]).RunAsync(TimeSpan.FromSeconds(10), cancellationToken);
        return listing.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    public static async Task<IReadOnlyList<int>> AllAsync(CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux())
        {
            return [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Select(ParseId).OfType<int>()];
        }

        var listing = await ExternalCommand.Of("ps", ["-ax", "-o", "pid="]).RunAsync(TimeSpan.FromSeconds(10), cancellationToken);
        return [.. listing.Output.Split('\n').Select(line => ParseId(line.Trim())).OfType<int>()];
    }

    /// <summary>A mark that differs between two processes that had the same id, also across a reboot; null when none lives.</summary>
    public static async Task<string?> StartMarkAsync(int pid, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            var listing = await ExternalCommand.Of("ps", ["-o", "lstart=", "-p", Number(pid)]).RunAsync(TimeSpan.FromSeconds(10), cancellationToken);
            return listing.Output.Length == 0 ? null : listing.Output;
        }

        // The program's name stands in brackets and may hold spaces: fields are counted after the last bracket.
        var stat = await ReadProcAsync(pid, "stat", cancellationToken);
        var fields = stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        const int State = 0, StartTicks = 19;
        if (fields.Length <= StartTicks || fields[State] is "Z" or "X")
        {
            return null;
        }

        var boot = await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id", cancellationToken);
        return $"{boot.Trim()}/{fields[StartTicks]}";
    }

    private static string[] Split(string commandLine) => commandLine.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static int? ParseId(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : null;

    private static string Number(int pid) => pid.ToString(CultureInfo.InvariantCulture);

    private static async Task<string> ReadProcAsync(int pid, string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync($"/proc/{Number(pid)}/{file}", cancellationToken);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // A process may end between any two looks at it, and another account's may be hidden: neither is ours.
            return "";
        }
    }
}
