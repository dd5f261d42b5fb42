using System.Globalization;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Checks a watch before its stream begins; refusals come as HTTP codes, a lost revision inside the stream.</summary>
internal static class WatchEndpoint
{
    public static PipelineOutcome Open(SimulatedCluster cluster, ApiRequest request, ResourcePath path, ResourceKind kind)
    {
        var (labels, labelError) = LabelSelector.Parse(request.Parameter("labelSelector"));
        var (fields, fieldError) = FieldSelector.Parse(kind, path.Name is null ? request.Parameter("fieldSelector") : $"metadata.name={path.Name}");
        if ((labelError ?? fieldError) is { } error)
        {
            return Refusals.BadRequest(error);
        }

        var initial = request.Parameter("sendInitialEvents");
        if (initial is not null && cluster.Version == KubernetesVersion.V1_20)
        {
            return NoInitialEventsYet();
        }

        var text = request.Parameter("resourceVersion") ?? "";
        if (text.Length > 0 && !ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return Refusals.Status(500, null, $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
        }

        var timeout = int.TryParse(request.Parameter("timeoutSeconds"), CultureInfo.InvariantCulture, out var seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : TimeSpan.FromMinutes(30);
        return new PipelineOutcome(null, new WatchStream(cluster, kind, path.Namespace, labels!, fields!)
        {
            From = text is "" or "0" ? null : long.Parse(text, CultureInfo.InvariantCulture),
            Bookmarks = request.Parameter("allowWatchBookmarks") is "1" or "true",
            EndsInitialEvents = initial == "true",
            Timeout = timeout,
        });
    }

    private static ApiAnswer NoInitialEventsYet()
    {
        var error = FieldError.Forbidden("resourceVersionMatch", "resourceVersionMatch is forbidden for watch");
        var answer = Refusals.Invalid(new ResourceKind("meta.k8s.io", "v1", "", "ListOptions", false), "", [error]);
        return answer;
    }
}
