using System.Globalization;
using Awoooi.Infrastructure.Postgres.Embedded;

namespace Awoooi.Tests.TestKit;

/// <summary>Temporary folders that database servers may run in, whatever account they drop to; all vanish with the test process.</summary>
internal static class TestFolders
{
    // The short path keeps sockets below the length that the operating system allows.
    private static readonly string Base = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"awoooi-tests-{NativeUnix.EffectiveUserId()}"));
    private static readonly Lazy<Task<string>> OfThisProcess = new(OpenAsync);
    private static int _count;

    public static async Task<string> CreateAsync(string name)
    {
        var number = Interlocked.Increment(ref _count);
        var path = Path.Combine(await OfThisProcess.Value, string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"));
        UnixFiles.CreateFolder(path, UnixFiles.PassableByOthers);
        return path;
    }

    private static async Task<string> OpenAsync()
    {
        UnixFiles.CreateFolder(Base, UnixFiles.PassableByOthers);
        foreach (var folder in Directory.GetDirectories(Base))
        {
            if (!await BelongsToLiveProcessAsync(folder))
            {
                await RemoveAsync(folder);
            }
        }

        var mark = await UnixProcess.StartMarkAsync(Environment.ProcessId, CancellationToken.None) ?? "";
        var own = Path.Combine(Base, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}-{Ticks(mark)}"));
        UnixFiles.CreateFolder(own, UnixFiles.PassableByOthers);

        // The exit of a process has no asynchronous form.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveAsync(own).GetAwaiter().GetResult();
        return own;
    }

    private static async Task<bool> BelongsToLiveProcessAsync(string folder)
    {
        var parts = Path.GetFileName(folder).Split('-', 2);
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var pid)
            && await UnixProcess.StartMarkAsync(pid, CancellationToken.None) is { } mark
            && Ticks(mark) == parts[1];
    }

    private static string Ticks(string startMark) => startMark[(startMark.LastIndexOf('/') + 1)..].Replace(' ', '_');

    /// <summary>Ends every server below the folder at once, for its data is thrown away, and deletes it.</summary>
    private static async Task RemoveAsync(string folder)
    {
        foreach (var pid in await UnixProcess.AllAsync(CancellationToken.None))
        {
            var arguments = await UnixProcess.ArgumentsAsync(pid, CancellationToken.None);
            if (arguments.Count > 0 && Path.GetFileName(arguments[0]) is "postgres" && arguments.Any(argument => argument.StartsWith(folder + "/", StringComparison.Ordinal)))
            {
                _ = NativeUnix.Kill(pid, NativeUnix.SigQuit);
            }
        }

        // A dying server may still write: the folder is swept at the next run if it will not go now.
        for (var attempt = 0; Directory.Exists(folder) && attempt < 20; attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (attempt < 19)
            {
                await Task.Delay(50);
            }
        }
    }
}
