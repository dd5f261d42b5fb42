using System.Text.RegularExpressions;

namespace Awoooi.Core.Rca;

/// <summary>Takes tokens, passwords, keys and the credentials of connection strings out of text before it is kept or shown.</summary>
public static partial class SecretMask
{
    private const string Mask = "[MASKED]";

    public static string Apply(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = PrivateKey().Replace(text, Mask);
        text = Authorization().Replace(text, $"$1 {Mask}");
        text = Assignment().Replace(text, $"$1{Mask}");
        text = UserInfo().Replace(text, $"$1{Mask}@");
        text = WellKnown().Replace(text, Mask);
        return Opaque().Replace(text, Mask);
    }

    /// <summary>Line by line, and across lines for a private key that is printed as a block.</summary>
    public static IReadOnlyList<string> Apply(IReadOnlyList<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return Apply(string.Join('\n', lines)).Split('\n');
    }

    // The end may be cut off by the tail of the log.
    [GeneratedRegex("-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\\s\\S]*?(-----END [A-Z ]{0,40}PRIVATE KEY-----|\\z)|^[A-Za-z0-9+/=\\s]*-----END [A-Z ]{0,40}PRIVATE KEY-----")]
    private static partial Regex PrivateKey();

    [GeneratedRegex("\\b(Bearer|Basic) +[A-Za-z0-9._~+/=-]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Authorization();

    [GeneratedRegex("((?:password|passwd|pwd|passphrase|secret|token|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|client[_-]?secret|credentials?)[\"']?\\s{0,3}[:=]\\s{0,3}[\"']?)(?!\\[MASKED\\])[^\\s\"',;&]+", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    [GeneratedRegex("(\\b[a-z][a-z0-9+.-]{1,20}://[^\\s:/@]{0,128}:)[^\\s@]{1,256}@", RegexOptions.IgnoreCase)]
    private static partial Regex UserInfo();

    [GeneratedRegex("\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}(\\.[A-Za-z0-9_-]*)?|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bgithub_pat_[A-Za-z0-9_]{20,}|\\bglpat-[A-Za-z0-9_-]{16,}|\\bxox[abprs]-[A-Za-z0-9-]{10,}|\\bsk-[A-Za-z0-9_-]{20,}|\\bawo_[A-Za-z0-9_-]{10,}|\\bAIza[A-Za-z0-9_-]{30,}")]
    private static partial Regex WellKnown();

    // Long runs with upper case, lower case and digits: keys in no known form. Digests are lower-case hexadecimal and stay.
    [GeneratedRegex("(?<![A-Za-z0-9+/_-])(?=[A-Za-z0-9+/_-]*[A-Z])(?=[A-Za-z0-9+/_-]*[a-z])(?=[A-Za-z0-9+/_-]*[0-9])[A-Za-z0-9+_-]{40,}={0,2}")]
    private static partial Regex Opaque();
}
