using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>The values the API server fills in where a caller left them out.</summary>
internal static class Defaults
{
    public static void Fill(ResourceKind kind, JsonObject o)
    {
        switch (kind.Kind)
        {
            case "Deployment":
                FillDeployment(o);
                break;
            case "StatefulSet":
                FillStatefulSet(o);
                break;
            case "DaemonSet":
                FillDaemonSet(o);
                break;
            case "ReplicaSet":
                o.Make("spec")["replicas"] ??= 1;
                FillTemplate(o);
                break;
            case "Pod":
                FillPodSpec(o.Make("spec"));
                FillPod(o);
                break;
            case "Namespace":
                o.Make("spec")["finalizers"] ??= new JsonArray("kubernetes");
                o.Make("status")["phase"] ??= "Active";
                o.Make("metadata", "labels")["kubernetes.io/metadata.name"] = o.Name();
                break;
            case "HorizontalPodAutoscaler":
                o.Make("spec")["minReplicas"] ??= 1;
                o.Make("status");
                break;
            case "PersistentVolumeClaim":
                o.Make("metadata")["finalizers"] ??= new JsonArray("kubernetes.io/pvc-protection");
                o.Make("spec")["volumeMode"] ??= "Filesystem";
                o.Make("status")["phase"] ??= "Pending";
                break;
            case "ResourceQuota" or "PodDisruptionBudget" or "Service":
                o.Make("status");
                break;
        }
    }

    public static void FillPodSpec(JsonObject spec)
    {
        foreach (var container in spec.Maps("containers").Concat(spec.Maps("initContainers")))
        {
            container["resources"] ??= new JsonObject();
            container["terminationMessagePath"] ??= "/dev/termination-log";
            container["terminationMessagePolicy"] ??= "File";
            container["imagePullPolicy"] ??= container.Text("image") is { } image && (image.EndsWith(":latest", StringComparison.Ordinal) || !image.Contains(':', StringComparison.Ordinal))
                ? "Always"
                : "IfNotPresent";
        }

        spec["restartPolicy"] ??= "Always";
        spec["terminationGracePeriodSeconds"] ??= 30;
        spec["dnsPolicy"] ??= "ClusterFirst";
        spec["securityContext"] ??= new JsonObject();
        spec["schedulerName"] ??= "default-scheduler";
    }

    private static void FillPod(JsonObject pod)
    {
        var spec = pod.Make("spec");
        spec["serviceAccountName"] ??= "default";
        spec["serviceAccount"] ??= "default";
        spec["enableServiceLinks"] ??= true;
        spec["priority"] ??= 0;
        spec["preemptionPolicy"] ??= "PreemptLowerPriority";
        spec["tolerations"] ??= new JsonArray();
        foreach (var taint in new[] { "node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable" })
        {
            if (!spec.Maps("tolerations").Any(toleration => toleration.Text("key") == taint))
            {
                spec.List("tolerations")!.Add(new JsonObject { ["key"] = taint, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
            }
        }

        var volume = $"kube-api-access-{NameSuffix.Of(pod.Name(), 5)}";
        var volumes = spec["volumes"] as JsonArray ?? [];
        spec["volumes"] ??= volumes;
        if (!volumes.OfType<JsonObject>().Any(v => v.Text("name")?.StartsWith("kube-api-access-", StringComparison.Ordinal) == true))
        {
            volumes.Add(TokenVolume(volume));
            foreach (var container in spec.Maps("containers"))
            {
                var mounts = container["volumeMounts"] as JsonArray ?? [];
                container["volumeMounts"] ??= mounts;
                mounts.Add(new JsonObject { ["name"] = volume, ["readOnly"] = true, ["mountPath"] = "/var/run/secrets/kubernetes.io/serviceaccount" });
            }
        }

        var status = pod.Make("status");
        status["phase"] ??= "Pending";
        status["qosClass"] ??= QualityOfService(spec);
    }

    private static JsonObject TokenVolume(string name) => new()
    {
        ["name"] = name,
        ["projected"] = new JsonObject
        {
            ["sources"] = new JsonArray(
                new JsonObject { ["serviceAccountToken"] = new JsonObject { ["expirationSeconds"] = 3607, ["path"] = "token" } },
                new JsonObject { ["configMap"] = new JsonObject { ["name"] = "kube-root-ca.crt", ["items"] = new JsonArray(new JsonObject { ["key"] = "ca.crt", ["path"] = "ca.crt" }) } },
                new JsonObject { ["downwardAPI"] = new JsonObject { ["items"] = new JsonArray(new JsonObject { ["path"] = "namespace", ["fieldRef"] = new JsonObject { ["apiVersion"] = "v1", ["fieldPath"] = "metadata.namespace" } }) } }),
            ["defaultMode"] = 420,
        },
    };

    private static string QualityOfService(JsonObject spec)
    {
        var containers = spec.Maps("containers").ToList();
        if (containers.TrueForAll(c => c.Map("resources", "limits") is null && c.Map("resources", "requests") is null))
        {
            return "BestEffort";
        }

        return containers.TrueForAll(IsGuaranteed) ? "Guaranteed" : "Burstable";
    }

    private static bool IsGuaranteed(JsonObject container) => container.Map("resources", "limits") is { } limits
        && limits.ContainsKey("cpu") && limits.ContainsKey("memory")
        && (container.Map("resources", "requests") is not { } requests || JsonNode.DeepEquals(requests, limits));

    private static void FillDeployment(JsonObject o)
    {
        var spec = o.Make("spec");
        spec["replicas"] ??= 1;
        FillTemplate(o);
        var strategy = o.Make("spec", "strategy");
        strategy["type"] ??= "RollingUpdate";
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Make("rollingUpdate");
            rolling["maxUnavailable"] ??= "25%";
            rolling["maxSurge"] ??= "25%";
        }

        spec["revisionHistoryLimit"] ??= 10;
        spec["progressDeadlineSeconds"] ??= 600;
        o.Make("status");
    }

    private static void FillStatefulSet(JsonObject o)
    {
        var spec = o.Make("spec");
        spec["replicas"] ??= 1;
        FillTemplate(o);
        spec["podManagementPolicy"] ??= "OrderedReady";
        var strategy = o.Make("spec", "updateStrategy");
        strategy["type"] ??= "RollingUpdate";
        if (strategy.Text("type") == "RollingUpdate")
        {
            strategy.Make("rollingUpdate")["partition"] ??= 0;
        }

        spec["revisionHistoryLimit"] ??= 10;
        spec["persistentVolumeClaimRetentionPolicy"] ??= new JsonObject { ["whenDeleted"] = "Retain", ["whenScaled"] = "Retain" };
        o.Make("status")["replicas"] ??= 0;
        o.Make("status")["availableReplicas"] ??= 0;
    }

    private static void FillDaemonSet(JsonObject o)
    {
        var spec = o.Make("spec");
        FillTemplate(o);
        var strategy = o.Make("spec", "updateStrategy");
        strategy["type"] ??= "RollingUpdate";
        if (strategy.Text("type") == "RollingUpdate")
        {
            var rolling = strategy.Make("rollingUpdate");
            rolling["maxUnavailable"] ??= 1;
            rolling["maxSurge"] ??= 0;
        }

        spec["revisionHistoryLimit"] ??= 10;
        var status = o.Make("status");
        foreach (var counter in new[] { "currentNumberScheduled", "numberMisscheduled", "desiredNumberScheduled", "numberReady" })
        {
            status[counter] ??= 0;
        }
    }

    private static void FillTemplate(JsonObject o) => FillPodSpec(o.Make("spec", "template", "spec"));
}
