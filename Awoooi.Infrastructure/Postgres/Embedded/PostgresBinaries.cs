using System.Globalization;
using System.Text.RegularExpressions;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>A folder with initdb, pg_ctl and postgres that run here, all of one version.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    // Older servers let every role create tables in the schema public, and are out of support.
    public const int OldestMajor = 15;

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    public string Initdb => Path.Combine(Folder, "initdb");

    public string PgCtl => Path.Combine(Folder, "pg_ctl");

    public static bool ArePresent(string folder) => Programs.All(program => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs the server program for its version, as the account that will run it; the reason when that fails.</summary>
    public static async Task<(PostgresBinaries? Binaries, string? Reason)> ProbeAsync(
        string folder, UnixAccount? account, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await ExternalCommand.Of(Path.Combine(folder, "postgres"), ["--version"], account: account)
                .RunAsync(TimeSpan.FromSeconds(10), cancellationToken);
            return answer.Succeeded && MajorIn(answer.Output) is { } major
                ? (new PostgresBinaries(folder, major), null)
                : (null, $"does not run: {answer.Error}{answer.Output}");
        }
        catch (System.ComponentModel.Win32Exception unusable)
        {
            return (null, $"does not run: {unusable.Message}");
        }
    }

    internal static int? MajorIn(string versionLine)
    {
        var match = VersionLine().Match(versionLine);
        return match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (\d+)")]
    private static partial Regex VersionLine();
}
