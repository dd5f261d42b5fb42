using System.Text.RegularExpressions;

namespace Awoooi.Core.Rca.Facts;

/// <summary>A log line read as a typed fact; <paramref name="Name"/> is the value's name, null when the kind carries none.</summary>
internal sealed record LogFact(string Kind, string? Name, string Value);

/// <summary>Recognises the few sentences of runtimes and libraries that name a cause. Everything else stays text for people.</summary>
internal static partial class LogLine
{
    private const int Length = 1000;

    public static LogFact? Classify(string line)
    {
        if (line.Length > Length)
        {
            line = line[..Length];
        }

        return DnsFailure().Match(line) is { Success: true } dns ? new(EvidenceKind.LogDnsFailure, "host", Clean(dns))
            : TooManyConnections().IsMatch(line) ? new(EvidenceKind.LogTooManyConnections, null, "")
            : Refused().Match(line) is { Success: true } refused ? new(EvidenceKind.LogConnectionRefused, "host", Clean(refused))
            : DiskFull().IsMatch(line) ? new(EvidenceKind.LogDiskFull, null, "")
            : OutOfMemory().IsMatch(line) ? new(EvidenceKind.LogOutOfMemory, null, "")
            : AddressInUse().Match(line) is { Success: true } address ? new(EvidenceKind.LogAddressInUse, "address", Clean(address))
            : Certificate().IsMatch(line) ? new(EvidenceKind.LogCertificate, "problem", line.Contains("expired", StringComparison.OrdinalIgnoreCase) ? "expired" : "untrusted")
            : MissingConfig().Match(line) is { Success: true } config ? new(EvidenceKind.LogMissingConfig, "key", Clean(config))
            : CommandProblem(line) is { } problem and not "permission" ? new(EvidenceKind.LogBadCommand, "problem", problem)
            : PermissionDenied().Match(line) is { Success: true } denied ? new(EvidenceKind.LogPermissionDenied, "path", Clean(denied))
            : TimedOut().Match(line) is { Success: true } timeout ? new(EvidenceKind.LogTimeout, "host", Clean(timeout))
            : null;
    }

    /// <summary>Why an executable could not be run; null when the text does not say so.</summary>
    public static string? CommandProblem(string text)
        => text.Contains("exec format error", StringComparison.OrdinalIgnoreCase) ? "exec-format"
            : ExecDenied().IsMatch(text) ? "permission"
            : NoExecutable().IsMatch(text) ? "not-found"
            : null;

    private static string Clean(Match match)
    {
        var value = match.Groups.Cast<Group>().Skip(1).FirstOrDefault(group => group.Success)?.Value ?? "";
        return value.Trim('"', '\'', '`', ',', '.', ':', '(', ')', '[', ']');
    }

    [GeneratedRegex("lookup (\\S{1,253}?)(?: on \\S{1,80})?: no such host|lookup (\\S{1,253}?)(?: on \\S{1,80})?: (?:server misbehaving|i/o timeout)|getaddrinfo (?:ENOTFOUND|EAI_AGAIN) (\\S{1,253})|could not translate host name \"([^\"]{1,253})\"|UnknownHostException: (\\S{1,253})|(?:Name or service not known|Temporary failure in name resolution|No such host is known)\\.?(?: \\((\\S{1,253})\\))?", RegexOptions.IgnoreCase)]
    private static partial Regex DnsFailure();

    [GeneratedRegex("(?:dial tcp|connect ECONNREFUSED|connection to (?:server at )?|connect to|Connection refused:?) ?(?:\\(?\"?)([\\w.-]{1,253}(?::\\d{1,5})?).{0,80}(?:connection refused|actively refused)|ECONNREFUSED ([\\w.:-]{1,253})|connection refused(?:: | \\()([\\w./:-]{1,253})|([\\w.-]{1,200}:\\d{1,5})[: ].{0,60}connection refused", RegexOptions.IgnoreCase)]
    private static partial Regex Refused();

    [GeneratedRegex("too many connections|too many clients already|remaining connection slots are reserved|max number of clients reached|connection pool (?:exhausted|timed out)|QueuePool limit", RegexOptions.IgnoreCase)]
    private static partial Regex TooManyConnections();

    [GeneratedRegex("no space left on device|ENOSPC|disk quota exceeded|could not extend file", RegexOptions.IgnoreCase)]
    private static partial Regex DiskFull();

    [GeneratedRegex("java\\.lang\\.OutOfMemoryError|JavaScript heap out of memory|runtime: out of memory|System\\.OutOfMemoryException|MemoryError\\b|std::bad_alloc|cannot allocate memory", RegexOptions.IgnoreCase)]
    private static partial Regex OutOfMemory();

    [GeneratedRegex("(?:listen tcp |bind to |EADDRINUSE:? ?(?:address already in use ?)?)(\\S{1,100}?)?:? ?(?:bind: )?(?:address already in use|$)|address already in use:? ?(\\S{0,100})", RegexOptions.IgnoreCase)]
    private static partial Regex AddressInUse();

    [GeneratedRegex("certificate (?:has )?expired|certificate signed by unknown authority|certificate verify failed|x509:", RegexOptions.IgnoreCase)]
    private static partial Regex Certificate();

    [GeneratedRegex("(?:required |missing |undefined )(?:environment |env )?(?:variable|config(?:uration)?(?: key| value)?|setting|env)\\b:? [\"'`]?([A-Za-z_][\\w.:-]{1,120})|KeyError: '([A-Z][A-Z0-9_]{2,120})'|(?:environment variable|env var|config(?:uration)? key|setting) [\"'`]?([A-Za-z_][\\w.:-]{1,120})[\"'`]? (?:is )?(?:not set|required|missing|not defined|must be set|not found)|\\b([A-Z][A-Z0-9_]{2,120}) (?:is )?(?:not set|must be set|is required)", RegexOptions.None)]
    private static partial Regex MissingConfig();

    [GeneratedRegex("(?:open|mkdir|stat|EACCES: permission denied, \\w+|Permission denied:) ?['\"]?(/[^\\s:'\"]{1,200})['\"]?.{0,20}(?:permission denied|$)|permission denied[:,]? ?['\"]?(/[^\\s'\"]{1,200})?", RegexOptions.IgnoreCase)]
    private static partial Regex PermissionDenied();

    [GeneratedRegex("dial tcp ([\\w.-]{1,253}(?::\\d{1,5})?): (?:i/o timeout|connect: connection timed out)|connect ETIMEDOUT ([\\w.:-]{1,253})|connection to (?:server at )?\"?([\\w.-]{1,253})\"?.{0,60}timed out", RegexOptions.IgnoreCase)]
    private static partial Regex TimedOut();

    [GeneratedRegex("exec(?:ing)?\\b.{0,200}permission denied|permission denied.{0,40}unknown", RegexOptions.IgnoreCase)]
    private static partial Regex ExecDenied();

    [GeneratedRegex("executable file not found|: command not found|: not found$|exec:? .{0,200}no such file or directory|Cannot find module '/|can't open file '|Error: Unable to access jarfile", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex NoExecutable();
}
