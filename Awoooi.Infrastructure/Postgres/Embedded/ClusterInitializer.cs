using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Makes the cluster once. It gets its name only when complete, so that a crash leaves nothing that looks like a database.</summary>
internal sealed class ClusterInitializer(DataFolder folder, bool durable, ILogger logger, TimeProvider clock)
{
    public const string Superuser = "awoooi_admin";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static bool Exists(DataFolder folder) => File.Exists(VersionFile(folder));

    /// <summary>The major version that made the cluster; null when there is none yet.</summary>
    public static int? MajorOf(DataFolder folder)
    {
        if (Exists(folder))
        {
            var text = File.ReadAllText(VersionFile(folder)).Trim();
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var major)
                ? major
                : throw new EmbeddedServerException($"{VersionFile(folder)} holds '{text}', which is no supported PostgreSQL version.");
        }

        return !Directory.Exists(folder.Cluster) || !Directory.EnumerateFileSystemEntries(folder.Cluster).Any()
            ? null
            : throw new EmbeddedServerException($"{folder.Cluster} is not empty and has no PG_VERSION file, so it is no whole PostgreSQL database, and it is not touched. Move it away, or choose another folder with Awoooi:Data:Path.");
    }

    public async Task CreateAsync(PostgresBinaries binaries, string superuserPassword, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        Staging.RemoveLeftovers(folder.Root, "data", logger);
        var staging = Staging.NewFolder(folder.Root, "data", clock);
        try
        {
            folder.HandOver(staging);
            await RunInitdbAsync(binaries, staging, superuserPassword, cancellationToken);
            await File.AppendAllTextAsync(Path.Combine(staging, "postgresql.conf"), $"\ninclude = '../{Path.GetFileName(folder.Settings)}'\n", cancellationToken);
            if (Directory.Exists(folder.Cluster))
            {
                Directory.Delete(folder.Cluster);
            }

            Directory.Move(staging, folder.Cluster);
        }
        catch
        {
            Staging.Remove(staging, logger);
            throw;
        }

        var took = clock.GetElapsedTime(started);
        EmbeddedServerLog.ClusterCreated(logger, binaries.Major, folder.Cluster, took);
    }

    private async Task RunInitdbAsync(PostgresBinaries binaries, string staging, string password, CancellationToken cancellationToken)
    {
        var passwordFile = Path.Combine(folder.Root, "initdb.password");
        File.Delete(passwordFile);
        UnixFiles.WriteNewSecret(passwordFile, password);
        try
        {
            folder.HandOver(passwordFile);
            var result = await ExternalCommand.Of(
                binaries.Initdb,
                [
                    "--pgdata", staging, "--username", Superuser, "--auth", "scram-sha-256", "--pwfile", passwordFile,
                    "--encoding", "UTF8", "--locale", "C", "--no-instructions", .. durable ? Array.Empty<string>() : ["--no-sync"],
                ],
                folder.Root,
                folder.Account).RunAsync(Limit, cancellationToken);
            if (!result.Succeeded)
            {
                throw new EmbeddedServerException($"initdb could not make the database in {folder.Root}: {result.Error}");
            }
        }
        finally
        {
            File.Delete(passwordFile);
        }
    }

    private static string VersionFile(DataFolder folder) => Path.Combine(folder.Cluster, "PG_VERSION");
}
