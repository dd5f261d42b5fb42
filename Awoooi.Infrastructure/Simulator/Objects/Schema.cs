using System.Text.Json;
using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>The known fields of the workload kinds: unknown ones vanish with a warning, wrongly typed ones refuse the object.</summary>
internal static class Schema
{
    private const string BadQuantity = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static readonly Dictionary<string, Dictionary<string, string>> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Deployment"] = "apiVersion:string kind:string metadata:Meta spec:DeploymentSpec status:any",
        ["StatefulSet"] = "apiVersion:string kind:string metadata:Meta spec:StatefulSetSpec status:any",
        ["DaemonSet"] = "apiVersion:string kind:string metadata:Meta spec:DaemonSetSpec status:any",
        ["ReplicaSet"] = "apiVersion:string kind:string metadata:Meta spec:ReplicaSetSpec status:any",
        ["Pod"] = "apiVersion:string kind:string metadata:Meta spec:PodSpec status:any",
        ["ConfigMap"] = "apiVersion:string kind:string metadata:Meta data:strings binaryData:strings immutable:bool",
        ["Scale"] = "apiVersion:string kind:string metadata:Meta spec:ScaleSpec status:any",
        ["PodDisruptionBudget"] = "apiVersion:string kind:string metadata:Meta spec:BudgetSpec status:any",
        ["HorizontalPodAutoscaler"] = "apiVersion:string kind:string metadata:Meta spec:AutoscalerSpec status:any",
        ["Namespace"] = "apiVersion:string kind:string metadata:Meta spec:any status:any",
        ["ScaleSpec"] = "replicas:int32",
        ["BudgetSpec"] = "minAvailable:any maxUnavailable:any selector:any unhealthyPodEvictionPolicy:string",
        ["AutoscalerSpec"] = "scaleTargetRef:any minReplicas:int32 maxReplicas:int32 metrics:any behavior:any targetCPUUtilizationPercentage:int32",
        ["DeploymentSpec"] = "replicas:int32 selector:any template:PodTemplateSpec strategy:any minReadySeconds:int32 revisionHistoryLimit:int32 paused:bool progressDeadlineSeconds:int32",
        ["StatefulSetSpec"] = "replicas:int32 selector:any template:PodTemplateSpec volumeClaimTemplates:any serviceName:string podManagementPolicy:string updateStrategy:any revisionHistoryLimit:int32 minReadySeconds:int32 persistentVolumeClaimRetentionPolicy:any ordinals:any",
        ["DaemonSetSpec"] = "selector:any template:PodTemplateSpec updateStrategy:any minReadySeconds:int32 revisionHistoryLimit:int32",
        ["ReplicaSetSpec"] = "replicas:int32 minReadySeconds:int32 selector:any template:PodTemplateSpec",
        ["PodTemplateSpec"] = "metadata:Meta spec:PodSpec",
        ["PodSpec"] = "volumes:any initContainers:[]Container containers:[]Container ephemeralContainers:any restartPolicy:string terminationGracePeriodSeconds:int64 "
            + "activeDeadlineSeconds:int64 dnsPolicy:string nodeSelector:strings serviceAccountName:string serviceAccount:string automountServiceAccountToken:bool nodeName:string "
            + "hostNetwork:bool hostPID:bool hostIPC:bool shareProcessNamespace:bool securityContext:any imagePullSecrets:any hostname:string subdomain:string affinity:any "
            + "schedulerName:string tolerations:any hostAliases:any priorityClassName:string priority:int32 dnsConfig:any readinessGates:any runtimeClassName:string "
            + "enableServiceLinks:bool preemptionPolicy:string overhead:any topologySpreadConstraints:any setHostnameAsFQDN:bool os:any hostUsers:bool schedulingGates:any "
            + "resourceClaims:any resources:any hostnameOverride:string",
        ["Container"] = "name:string image:string command:any args:any workingDir:string ports:any envFrom:any env:any resources:ResourceRequirements resizePolicy:any "
            + "restartPolicy:string restartPolicyRules:any volumeMounts:any volumeDevices:any livenessProbe:any readinessProbe:any startupProbe:any lifecycle:any "
            + "terminationMessagePath:string terminationMessagePolicy:string imagePullPolicy:string securityContext:any stdin:bool stdinOnce:bool tty:bool",
        ["ResourceRequirements"] = "limits:quantities requests:quantities claims:any",
        ["Meta"] = "name:string generateName:string namespace:string selfLink:string uid:string resourceVersion:string generation:int64 creationTimestamp:any deletionTimestamp:any "
            + "deletionGracePeriodSeconds:int64 labels:strings annotations:strings ownerReferences:any finalizers:any managedFields:any",
    }.ToDictionary(type => type.Key, type => Fields(type.Value), StringComparer.Ordinal);

    /// <summary>Removes unknown fields (listing them) and finds the first field of the wrong type.</summary>
    public static SchemaFindings Check(string kind, JsonObject o)
    {
        var findings = new SchemaFindings();
        if (Types.ContainsKey(kind))
        {
            Walk(kind, o, "", findings);
        }

        return findings;
    }

    private static Dictionary<string, string> Fields(string text) =>
        text.Split(' ').Select(field => field.Split(':')).ToDictionary(field => field[0], field => field[1], StringComparer.Ordinal);

    private static void Walk(string type, JsonObject o, string path, SchemaFindings findings)
    {
        var fields = Types[type];
        foreach (var (name, value) in o.ToList())
        {
            var place = path.Length == 0 ? name : $"{path}.{name}";
            if (!fields.TryGetValue(name, out var expected))
            {
                findings.UnknownFields.Add(place);
                o.Remove(name);
            }
            else if (value is not null)
            {
                Check(type, name, expected, value, place, findings);
            }
        }
    }

    private static void Check(string owner, string name, string expected, JsonNode value, string place, SchemaFindings findings)
    {
        switch (expected)
        {
            case "any":
                break;
            case "string" or "int32" or "int64" or "bool":
                CheckScalar(owner, expected, value, place, findings);
                break;
            case "strings":
                foreach (var (_, item) in value as JsonObject ?? [])
                {
                    CheckScalar(owner, "string", item, place, findings);
                }

                break;
            case "quantities":
                foreach (var (key, item) in (value as JsonObject ?? []).ToList())
                {
                    CheckQuantity((JsonObject)value, key, item, findings);
                }

                break;
            case ['[', ']', .. var element]:
                foreach (var (item, index) in (value as JsonArray ?? []).Select((item, index) => (item as JsonObject, index)).ToList())
                {
                    if (item is not null)
                    {
                        Walk(element, item, $"{place}[{index}]", findings);
                    }
                }

                break;
            default:
                if (value is JsonObject map)
                {
                    Walk(expected, map, place, findings);
                }
                else
                {
                    findings.Mistype(expected, $"json: cannot unmarshal {GoKind(value)} into Go struct field {owner}.{place} of type v1.{expected}");
                }

                break;
        }
    }

    private static void CheckScalar(string owner, string expected, JsonNode? value, string place, SchemaFindings findings)
    {
        var fits = (expected, value?.GetValueKind()) switch
        {
            (_, null) => true,
            ("string", JsonValueKind.String) => true,
            ("int32" or "int64", JsonValueKind.Number) => true,
            ("bool", JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };
        if (!fits)
        {
            findings.Mistype(expected, $"json: cannot unmarshal {GoKind(value)} into Go struct field {owner}.{place} of type {expected}");
        }
    }

    // The server rewrites every quantity it accepts: 1024Mi comes back as 1Gi.
    private static void CheckQuantity(JsonObject quantities, string key, JsonNode? value, SchemaFindings findings)
    {
        if (value is null || Quantity.Parse(value.ToString()) is not { } quantity)
        {
            findings.MistypeExactly(BadQuantity);
            return;
        }

        quantities[key] = quantity.ToString();
    }

    private static string GoKind(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
