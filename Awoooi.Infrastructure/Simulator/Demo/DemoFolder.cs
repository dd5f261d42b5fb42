using Awoooi.Core.Settings;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Embedded;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Simulator.Demo;

/// <summary>
/// The demo's own data folder, beside the ordinary one. Every demo starts with an empty database; what an earlier demo left is deleted,
/// but only in a folder that carries the mark of one.
/// </summary>
internal static class DemoFolder
{
    public const string Suffix = "-demo";

    /// <summary>The file that marks a folder as a demo's.</summary>
    public const string Mark = "awoooi-demo";

    private const string MarkText = "Everything beside this file is invented data of AWOOOI's demo mode and is deleted when the next demo starts.\n";

    /// <summary>Makes or empties the folder; its path.</summary>
    /// <exception cref="StartException">It is in use, holds something else, or cannot be made.</exception>
    public static async Task<string> PrepareAsync(DataOptions data, string contentRoot, ILogger log, TimeProvider clock, CancellationToken cancel)
    {
        var path = Make(Candidates(data.Path, contentRoot));
        var server = new EmbeddedServerOptions { Path = path, ContentRoot = contentRoot };
        try
        {
            var taken = await ServeLock.TryAcquireAsync(server, "", cancel);
            using var held = taken.Held ?? throw new StartException(taken.Refusal!);
            await EmptyAsync(await DataFolder.OpenAsync(server, cancel), log, clock, cancel);
            return path;
        }
        catch (EmbeddedServerException fault)
        {
            throw new StartException(fault.Message, fault);
        }
    }

    private static IReadOnlyList<string> Candidates(string chosen, string contentRoot)
    {
        IReadOnlyList<string> ordinary = chosen.Length > 0
            ? [Path.GetFullPath(chosen, contentRoot)]
            : DataFolderPath.Defaults(NativeUnix.EffectiveUserId() == UnixAccount.Root, Environment.GetEnvironmentVariable("XDG_DATA_HOME"), Environment.GetEnvironmentVariable("HOME"), contentRoot);
        return [.. ordinary.Select(path => Path.TrimEndingDirectorySeparator(path) + Suffix)];
    }

    private static string Make(IReadOnlyList<string> candidates)
    {
        var mode = NativeUnix.EffectiveUserId() == UnixAccount.Root ? UnixFiles.PassableByOthers : UnixFiles.OwnerOnly;
        foreach (var path in candidates)
        {
            try
            {
                UnixFiles.CreateFolder(path, mode);
                Claim(path);
                return path;
            }
            catch (Exception denied) when (denied is IOException or UnauthorizedAccessException && path != candidates[^1])
            {
                // The next place may be open to us.
            }
            catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
            {
                throw new StartException($"The demo's data folder {path} cannot be used ({denied.Message}). Choose a place with Awoooi:Data:Path; the demo takes a folder beside it.", denied);
            }
        }

        throw new InvalidOperationException("there is always a candidate");
    }

    private static void Claim(string path)
    {
        var mark = Path.Combine(path, Mark);
        if (File.Exists(mark))
        {
            return;
        }

        if (Directory.EnumerateFileSystemEntries(path).Any())
        {
            throw new StartException($"{path} holds something that is no demo's (there is no file {Mark} in it), so nothing in it is touched. Move it away, or choose another place with Awoooi:Data:Path; the demo takes a folder beside it.");
        }

        File.WriteAllText(mark, MarkText);
    }

    /// <summary>Ends a database that survived a killed demo, then deletes what a demo makes and nothing else; fetched programs stay.</summary>
    private static async Task EmptyAsync(DataFolder folder, ILogger log, TimeProvider clock, CancellationToken cancel)
    {
        var postmaster = new Postmaster(folder, log, clock);
        if (await postmaster.FindAsync(cancel) is { } survivor)
        {
            await postmaster.StopAsync(survivor, cancel);
        }

        foreach (var made in new[] { folder.Cluster, folder.Sockets, folder.Logs, folder.Secrets })
        {
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }
        }

        File.Delete(folder.Settings);
        File.Delete(folder.StartedByCommand);
    }
}
