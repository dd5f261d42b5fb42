using System.Globalization;
using System.Text.RegularExpressions;

namespace Awoooi.Core.Rca.Facts;

/// <summary>Reads the scheduler's sentence: <c>0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint …</c>.</summary>
internal static partial class SchedulingProblem
{
    public static string Of(string message)
    {
        // What follows is about preemption and repeats the counts.
        var end = message.IndexOf("preemption:", StringComparison.OrdinalIgnoreCase);
        var text = end > 0 ? message[..end] : message;
        if (Volume().IsMatch(text))
        {
            return "volume";
        }

        var cpu = Count(Cpu(), text);
        var memory = Count(Memory(), text);
        if (cpu > 0 || memory > 0)
        {
            return memory > cpu ? "memory" : "cpu";
        }

        // Control-plane nodes are always tainted, so taints count only when no node lacks room.
        return Taint().IsMatch(text) ? "taint" : Affinity().IsMatch(text) ? "affinity" : "other";
    }

    private static int Count(Regex pattern, string text)
        => pattern.Match(text) is { Success: true } match && int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    [GeneratedRegex("unbound immediate PersistentVolumeClaims|persistentvolumeclaim \"[^\"]{1,253}\" (not found|is being deleted)|volume node affinity conflict|didn't find available persistent volumes|exceed max volume count", RegexOptions.IgnoreCase)]
    private static partial Regex Volume();

    [GeneratedRegex("(\\d{1,6}) Insufficient cpu", RegexOptions.IgnoreCase)]
    private static partial Regex Cpu();

    [GeneratedRegex("(\\d{1,6}) Insufficient memory", RegexOptions.IgnoreCase)]
    private static partial Regex Memory();

    [GeneratedRegex("taint|were unschedulable", RegexOptions.IgnoreCase)]
    private static partial Regex Taint();

    [GeneratedRegex("affinity|selector|topology spread", RegexOptions.IgnoreCase)]
    private static partial Regex Affinity();
}
