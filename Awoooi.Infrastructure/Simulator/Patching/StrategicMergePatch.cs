using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Patching;

/// <summary>Kubernetes' own merge: known lists are merged by a key, and "$patch" directives replace or delete.</summary>
internal static class StrategicMergePatch
{
    // The patchMergeKey tags of the built-in types, by field name (no field of these names has two keys, but for ports).
    private static readonly Dictionary<string, string[]> MergeKeys = new(StringComparer.Ordinal)
    {
        ["containers"] = ["name"],
        ["initContainers"] = ["name"],
        ["ephemeralContainers"] = ["name"],
        ["env"] = ["name"],
        ["volumes"] = ["name"],
        ["volumeMounts"] = ["mountPath"],
        ["volumeDevices"] = ["devicePath"],
        ["ports"] = ["containerPort", "port"],
        ["imagePullSecrets"] = ["name"],
        ["hostAliases"] = ["ip"],
        ["topologySpreadConstraints"] = ["topologyKey"],
        ["ownerReferences"] = ["uid"],
        ["conditions"] = ["type"],
        ["resourceClaims"] = ["name"],
    };

    public static JsonObject Apply(JsonObject target, JsonObject patch)
    {
        switch (patch.Text("$patch"))
        {
            case "replace":
                return WithoutDirectives(patch);
            case "delete":
                return [];
        }

        var result = target.Copy();
        foreach (var (name, value) in patch)
        {
            if (name.StartsWith('$'))
            {
                ApplyListDirective(result, name, value);
            }
            else if (value is null)
            {
                result.Remove(name);
            }
            else
            {
                result[name] = Merge(name, result[name], value);
            }
        }

        return result;
    }

    private static JsonNode? Merge(string name, JsonNode? current, JsonNode patch) => patch switch
    {
        JsonObject map => Apply(current as JsonObject ?? [], map),
        JsonArray list when name == "finalizers" => Union(current as JsonArray ?? [], list),
        JsonArray list when MergeKeys.TryGetValue(name, out var keys) => MergeList(current as JsonArray ?? [], list, keys),
        _ => patch.DeepClone(),
    };

    private static JsonArray MergeList(JsonArray current, JsonArray patch, string[] keys)
    {
        var replacing = patch.OfType<JsonObject>().Any(item => item.Text("$patch") == "replace");
        JsonArray result = replacing ? [] : (JsonArray)current.DeepClone();
        var added = 0;
        foreach (var item in patch.OfType<JsonObject>())
        {
            var key = keys.FirstOrDefault(item.ContainsKey);
            if (key is null)
            {
                // The bare {"$patch": "replace"} marker has no key; any other keyless item cannot be merged, only added.
                if (item.Text("$patch") is null)
                {
                    result.Add(item.DeepClone());
                }

                continue;
            }

            var existing = result.OfType<JsonObject>().FirstOrDefault(other => JsonNode.DeepEquals(other[key], item[key]));
            if (item.Text("$patch") == "delete")
            {
                result.Remove(existing);
            }
            else if (existing is null)
            {
                // What the patch adds stands before what was there, in the patch's own order.
                result.Insert(added++, Apply([], item));
            }
            else
            {
                result[result.IndexOf(existing)] = Apply(existing, item);
            }
        }

        return result;
    }

    private static JsonArray Union(JsonArray current, JsonArray patch)
    {
        var result = (JsonArray)current.DeepClone();
        foreach (var item in patch.Where(item => !result.Any(other => JsonNode.DeepEquals(other, item))))
        {
            result.Add(item?.DeepClone());
        }

        return result;
    }

    private static void ApplyListDirective(JsonObject result, string directive, JsonNode? value)
    {
        const string deletion = "$deleteFromPrimitiveList/";
        if (!directive.StartsWith(deletion, StringComparison.Ordinal) || value is not JsonArray unwanted
            || result[directive[deletion.Length..]] is not JsonArray list)
        {
            return;
        }

        foreach (var item in list.Where(item => unwanted.Any(other => JsonNode.DeepEquals(other, item))).ToList())
        {
            list.Remove(item);
        }
    }

    private static JsonObject WithoutDirectives(JsonObject patch)
    {
        var result = patch.Copy();
        result.Remove("$patch");
        return result;
    }
}
