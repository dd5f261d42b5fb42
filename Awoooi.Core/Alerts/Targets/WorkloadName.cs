using System.Buffers;

namespace Awoooi.Core.Alerts.Targets;

/// <summary>Derives the workload behind a target from the shape of its name; empty when the shape does not say.</summary>
internal static class WorkloadName
{
    // The alphabet of generated suffixes: no vowels and no digits that look like them.
    private static readonly SearchValues<char> Generated = SearchValues.Create("bcdfghjklmnpqrstvwxz2456789");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> Plain = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly string[] StaticPods = ["kube-apiserver-", "kube-controller-manager-", "kube-scheduler-", "etcd-", "kube-vip-"];

    public static string Of(string type, string name, string ns) => type switch
    {
        "pod" => OfPod(name, ns),
        "deployment" or "statefulset" or "daemonset" or "replicaset" or "cronjob" => name,
        "job" => OfJob(name),
        _ => "",
    };

    private static string OfPod(string pod, string ns)
    {
        if (ns == "kube-system" && Array.Exists(StaticPods, prefix => pod.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return "";
        }

        var last = pod.LastIndexOf('-');
        if (last <= 0)
        {
            return "";
        }

        var head = pod[..last];
        var suffix = pod.AsSpan(last + 1);
        var middle = head.LastIndexOf('-');
        if (middle > 0 && IsTemplateHash(head.AsSpan(middle + 1)) && suffix.Length == 5 && !suffix.ContainsAnyExcept(Plain)
            && (IsAll(suffix, Generated) || suffix.ContainsAny(Digits)))
        {
            return head[..middle];
        }

        return IsOrdinal(suffix) ? head
            : IsGeneratedSuffix(suffix) ? OfJob(head)
            : "";
    }

    // A cron job's jobs end in the minute they were due, eight digits in this century.
    private static string OfJob(string job)
    {
        var last = job.LastIndexOf('-');
        return last > 0 && job.Length - last - 1 is >= 8 and <= 10 && IsAll(job.AsSpan(last + 1), Digits) ? job[..last] : job;
    }

    private static bool IsTemplateHash(ReadOnlySpan<char> text) =>
        (text.Length is >= 6 and <= 10 && text.ContainsAny(Digits) && (IsAll(text, Generated) || IsAll(text, Hex)))
        || (text.Length is >= 8 and <= 10 && IsAll(text, Generated));

    private static bool IsOrdinal(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= 3 && IsAll(text, Digits) && (text.Length == 1 || text[0] != '0');

    // Words without vowels are rare, but these two do end the names of pods.
    private static bool IsGeneratedSuffix(ReadOnlySpan<char> text) => text.Length == 5 && IsAll(text, Generated) && text is not ("https" or "http2");

    private static bool IsAll(ReadOnlySpan<char> text, SearchValues<char> allowed) => !text.ContainsAnyExcept(allowed);
}
