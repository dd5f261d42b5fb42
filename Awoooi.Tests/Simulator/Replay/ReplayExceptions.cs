namespace Awoooi.Tests.Simulator.Replay;

/// <summary>Where simulator and recording may differ, each with its reason.</summary>
internal static class ReplayExceptions
{
    /// <summary>Recordings that are not replayed.</summary>
    public static readonly Dictionary<string, string> NotCompared = new(StringComparer.Ordinal)
    {
        ["14-apply-conflict"] = "server-side apply is not simulated",
        ["14-gzip"] = "the body was left out of the recording",
        ["14-gzip-not-asked"] = "the body was left out of the recording",
        ["14-gzip-small"] = "the body was left out of the recording",
        ["15-events-cluster"] = "which event comes first in a whole cluster is chance",
        ["03-list-continue-inconsistent"] = "which event comes first in a whole namespace is chance",
    };

    /// <summary>Places not compared in any answer: they count what had happened to an object before.</summary>
    public static readonly string[] IgnoredEverywhere =
    [
        "metadata/generation", "status/observedGeneration", "storageVersionHash", "remainingItemCount",
    ];

    /// <summary>Places not compared in one answer.</summary>
    public static readonly Dictionary<string, string[]> Ignored = new(StringComparer.Ordinal)
    {
        // Only what the simulator serves is listed by its discovery.
        ["01-api-v1-resources"] = ["resources/[pods/attach]", "resources/[pods/binding]", "resources/[pods/ephemeralcontainers]", "resources/[pods/exec]", "resources/[pods/portforward]", "resources/[pods/proxy]"],
        ["01-apis"] = ["groups/[batch]"],

        // The rules of a role are grouped differently and name resources that are not simulated.
        ["13-rules-viewer"] = ["status/resourceRules*", "status/nonResourceRules*"],
        ["13-rules-nobody"] = ["status/resourceRules*", "status/nonResourceRules*"],

        // The recorder added an empty list to a refusal that has none.
        ["01-apis-policy-v1-resources"] = ["resources"],

        // Several items whose generated names cannot be paired.
        ["11-quota-events"] = ["items*"],
        ["19-rollout-stuck-pods"] = ["items*"],

        // A label that only the recorded namespace had.
        ["02-namespace-get"] = ["metadata/labels*"],

        // Taken while the controllers were still at work.
        ["03-deployments-list-selector"] = ["status*", "items/[1]/status*"],
        ["05-replicasets-after-restarts"] = ["terminatingReplicas"],
        ["06-restart-merge-patch"] = ["metadata/annotations/deployment.kubernetes.io/revision"],
        ["07-scale-patch-right-rv"] = ["status/replicas"],
        ["07-scale-patch-same"] = ["status/replicas"],
        ["07-scale-strategic"] = ["status/replicas"],
        ["11-resources-merge-loses-sidecar"] = ["status*"],
        ["12-dryrun-restart"] = ["metadata/annotations/deployment.kubernetes.io/revision"],
        ["12-dryrun-restart-after"] = ["metadata/annotations/deployment.kubernetes.io/revision"],
        ["15-events-core-deployment"] = ["metadata/continue"],

        // Which node was free is chance.
        ["04-pod-badpull-events"] = ["message"],
        ["04-pod-nocfg-events"] = ["message"],
        ["04-pod-oom-events"] = ["message"],

        // The recorded estate named its volume and its custom resource's fields otherwise.
        ["04-pod-pvc"] = ["spec/volumes*"],
        ["06-custom-resource-merge"] = ["spec*"],

        // The server repeats the whole object, managedFields included, or a difference of two Go structs.
        ["07-scale-string"] = ["message", "details/causes*"],
        ["11-pod-resources-direct"] = ["message", "details/causes*"],

        // Only the container was kept, outside its place.
        ["11-resources-quantity-canonical"] = ["resources*"],

        // Text that a pretend kubelet invented.
        ["16-log-accept-any"] = [""],
        ["16-log-previous"] = [""],
        ["16-log-tail"] = [""],
        ["16-log-tail-timestamps-limit"] = [""],
        ["14-accept-yaml"] = [""],
        ["18-node-cordoned"] = ["metadata/labels*"],
        ["18-node-ready"] = ["metadata/labels*", "status/nodeInfo*"],
        ["18-node-notready"] = ["metadata/labels*", "status/nodeInfo*"],
        ["18-node-ready-false"] = ["metadata/labels*", "status/nodeInfo*"],
        ["18-node-notready-pods"] = ["reason", "message"],
        ["18-pdb-allowing"] = ["observedGeneration"],
    };
}
