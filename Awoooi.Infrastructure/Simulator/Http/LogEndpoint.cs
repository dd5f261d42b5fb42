using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Container logs: plain text, or a refusal for whatever has not run.</summary>
internal static class LogEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path)
    {
        if (Limit(request, "tailLines", path.Name!) is { } badTail)
        {
            return badTail;
        }

        if (cluster.Store.Find(Kinds.Pod, path.Namespace, path.Name!) is not { } pod)
        {
            return Refusals.NotFound(Kinds.Pod, path.Name!);
        }

        string[] names = [.. pod.Maps("spec", "containers").Select(c => c.Text("name") ?? "")];
        var container = request.Parameter("container");
        if (container is null && names.Length > 1)
        {
            return Refusals.BadRequest($"a container name must be specified for pod {path.Name}, choose one of: [{string.Join(' ', names)}]");
        }

        container ??= names[0];
        if (!names.Contains(container))
        {
            return Refusals.BadRequest($"container {container} is not valid for pod {path.Name}");
        }

        if (pod.Text("spec", "nodeName") is null)
        {
            return ApiAnswer.Text(204, "");
        }

        var status = pod.Maps("status", "containerStatuses").FirstOrDefault(s => s.Text("name") == container);
        return Refused(status, container, path.Name!, request.Parameter("previous") == "true")
            ?? ApiAnswer.Text(200, Cut(cluster, request, pod, container)) with { TextType = "text/plain" };
    }

    private static ApiAnswer? Refused(JsonObject? status, string container, string pod, bool previous)
    {
        if (previous)
        {
            return status.Map("lastState", "terminated") is null
                ? Refusals.BadRequest($"previous terminated container \"{container}\" in pod \"{pod}\" not found")
                : null;
        }

        var neverStarted = status.Number("restartCount") is null or 0 && status.Map("state", "running") is null && status.Map("state", "terminated") is null;
        if (!neverStarted)
        {
            return null;
        }

        var why = status.Text("state", "waiting", "reason") switch
        {
            "ImagePullBackOff" or "ErrImagePull" => "trying and failing to pull image",
            "CreateContainerConfigError" => "CreateContainerConfigError",
            var reason => reason ?? "ContainerCreating",
        };
        return Refusals.BadRequest($"container \"{container}\" in pod \"{pod}\" is waiting to start: {why}");
    }

    private static ApiAnswer? Limit(ApiRequest request, string name, string pod)
    {
        if (!long.TryParse(request.Parameter(name), CultureInfo.InvariantCulture, out var value) || value >= 0)
        {
            return null;
        }

        var error = FieldError.Invalid(name, ObjectMetadata.Decimal(value), "must be greater than or equal to 0");
        return Refusals.Invalid(new ResourceKind("", "v1", "pods", "PodLogOptions", true), pod, [error]);
    }

    private static string Cut(SimulatedCluster cluster, ApiRequest request, JsonObject pod, string container)
    {
        IEnumerable<(DateTimeOffset Time, string Text)> lines = cluster.Behaviours.Logs(cluster, pod, container);
        if (int.TryParse(request.Parameter("tailLines"), CultureInfo.InvariantCulture, out var tail))
        {
            lines = lines.TakeLast(tail);
        }

        if (int.TryParse(request.Parameter("sinceSeconds"), CultureInfo.InvariantCulture, out var since))
        {
            lines = lines.Where(line => line.Time >= cluster.Now.AddSeconds(-since));
        }

        var stamped = request.Parameter("timestamps") == "true";
        var text = string.Concat(lines.Select(line => (stamped ? $"{line.Time.Rfc3339Micro()} {line.Text}" : line.Text) + "\n"));
        return int.TryParse(request.Parameter("limitBytes"), CultureInfo.InvariantCulture, out var bytes) && Encoding.UTF8.GetByteCount(text) > bytes
            ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text).AsSpan(0, bytes))
            : text;
    }
}
