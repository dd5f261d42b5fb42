using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>The part of the API server's validation that repairs can run into.</summary>
internal static partial class Validation
{
    private const string BadLabel =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static List<FieldError> Check(KubernetesVersion version, ResourceKind kind, JsonObject o)
    {
        var errors = new List<FieldError>();
        if (kind.Kind is "Deployment" or "StatefulSet" or "DaemonSet" or "ReplicaSet")
        {
            CheckWorkload(version, o, errors);
        }
        else if (kind.Kind == "Pod")
        {
            CheckPodSpec(version, o.Map("spec"), "spec", errors);
        }
        else if (kind.Kind == "HorizontalPodAutoscaler" && o.Number("spec", "maxReplicas") is null or < 1)
        {
            errors.Add(FieldError.Invalid("spec.maxReplicas", Shown(o.At("spec", "maxReplicas") ?? 0), "must be greater than 0"));
        }

        return errors;
    }

    /// <summary>Fields no update may change.</summary>
    public static void CheckUnchanged(KubernetesVersion version, ResourceKind kind, JsonObject before, JsonObject after, List<FieldError> errors)
    {
        if (after.Text("metadata", "uid") is { } uid && uid != before.Uid())
        {
            // Two layers of the real server check this one, so it is reported twice.
            var error = FieldError.Invalid("metadata.uid", $"\"{uid}\"", "field is immutable");
            errors.AddRange([error, error]);
        }

        if (kind.IsWorkload && !JsonNode.DeepEquals(before.At("spec", "selector"), after.At("spec", "selector")))
        {
            errors.Add(FieldError.Invalid("spec.selector", version >= KubernetesVersion.V1_36 ? Shown(after.At("spec", "selector")) : GoText.Selector(after.Map("spec", "selector")), "field is immutable"));
        }

        if (kind.Kind == "Pod" && !JsonNode.DeepEquals(WithoutImages(before), WithoutImages(after)))
        {
            errors.Add(FieldError.Forbidden(
                "spec",
                "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,"
                + "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)\n"));
        }
    }

    private static void CheckWorkload(KubernetesVersion version, JsonObject o, List<FieldError> errors)
    {
        if (o.Number("spec", "replicas") is { } replicas and < 0)
        {
            errors.Add(FieldError.Invalid("spec.replicas", ObjectMetadata.Decimal(replicas), "must be greater than or equal to 0"));
        }

        var labels = o.Map("spec", "template", "metadata", "labels");
        if (o.Map("spec", "selector") is not { } selector)
        {
            errors.Add(FieldError.Required("spec.selector"));
        }
        else if (!LabelSelector.FromSpec(selector).MatchesLabels(labels))
        {
            errors.Add(FieldError.Invalid("spec.template.metadata.labels", version >= KubernetesVersion.V1_36 ? Shown(labels) : GoText.Strings(labels), "`selector` does not match template `labels`"));
        }

        CheckPodSpec(version, o.Map("spec", "template", "spec"), "spec.template.spec", errors);
    }

    private static void CheckPodSpec(KubernetesVersion version, JsonObject? spec, string path, List<FieldError> errors)
    {
        var containers = spec.List("containers");
        if (containers is null or { Count: 0 })
        {
            errors.Add(FieldError.Required($"{path}.containers"));
            return;
        }

        for (var i = 0; i < containers.Count; i++)
        {
            CheckContainer(version, containers[i], $"{path}.containers[{i}]", errors);
        }
    }

    private static void CheckContainer(KubernetesVersion version, JsonNode? container, string path, List<FieldError> errors)
    {
        if (container.Text("name") is not { Length: > 0 } name)
        {
            errors.Add(FieldError.Required($"{path}.name"));
        }
        else if (!Label().IsMatch(name))
        {
            errors.Add(FieldError.Invalid($"{path}.name", $"\"{name}\"", BadLabel));
        }

        if (container.Text("image") is not { Length: > 0 })
        {
            errors.Add(FieldError.Required($"{path}.image"));
        }

        foreach (var (resource, value) in container.Map("resources", "requests") ?? [])
        {
            if (Quantity.Parse(value?.ToString()) is { } request
                && Quantity.Parse(container.Text("resources", "limits", resource)) is { } limit && request > limit)
            {
                errors.Add(FieldError.Invalid($"{path}.resources.requests", $"\"{request}\"", $"must be less than or equal to {resource} limit{(version == KubernetesVersion.V1_20 ? "" : $" of {limit}")}"));
            }
        }
    }

    private static JsonObject WithoutImages(JsonObject pod)
    {
        var spec = pod.Map("spec")?.Copy() ?? [];
        foreach (var container in spec.Maps("containers").Concat(spec.Maps("initContainers")))
        {
            container.Remove("image");
        }

        spec.Remove("activeDeadlineSeconds");
        spec.Remove("tolerations");
        return spec;
    }

    private static string Shown(JsonNode? node) => node?.ToJsonString(Plain) ?? "null";

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Label();
}
