using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Access;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>"May I?" and "Who am I?": reviews that are answered and never stored.</summary>
internal static class AccessReviews
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ApiRequest request, ResourcePath path)
    {
        if (request.Method != "POST")
        {
            return Refusals.MethodNotAllowed();
        }

        JsonObject? body;
        try
        {
            body = JsonNode.Parse(request.Body) as JsonObject;
        }
        catch (JsonException)
        {
            return Refusals.BadRequest("couldn't get version/kind; json parse error: unexpected end of JSON input");
        }

        return path.Plural switch
        {
            "selfsubjectaccessreviews" => Review(cluster, request.User, body),
            "selfsubjectrulesreviews" => Rules(cluster, request.User),
            "selfsubjectreviews" when cluster.Version > KubernetesVersion.V1_20 => WhoAmI(cluster, request.User),
            _ => Refusals.UnknownResource(),
        };
    }

    private static ApiAnswer Review(SimulatedCluster cluster, ApiUser user, JsonObject? body)
    {
        if (body.Map("spec", "resourceAttributes") is not { } asked)
        {
            var kind = new ResourceKind("authorization.k8s.io", "v1", "", "", false);
            return Refusals.Invalid(kind, "", [FieldError.Invalid("spec.resourceAttributes", cluster.Version >= KubernetesVersion.V1_36 ? "null" : "\"null\"", "exactly one of nonResourceAttributes or resourceAttributes must be specified")]);
        }

        var allowed = user.Role.Allows(
            cluster.Version, asked.Text("verb") ?? "", asked.Text("group") ?? "", asked.Text("resource") ?? "", asked.Text("subresource") ?? "");
        var status = new JsonObject { ["allowed"] = allowed };
        if (allowed)
        {
            var group = $"local-{user.Name["user-".Length..]}s";
            status["reason"] = $"RBAC: allowed by ClusterRoleBinding \"{group}\" of ClusterRole \"{user.Role.Name}\" to Group \"{group}\"";
        }

        return Reviewed(cluster, "SelfSubjectAccessReview", new JsonObject { ["resourceAttributes"] = asked.DeepClone() }, status);
    }

    private static ApiAnswer Rules(SimulatedCluster cluster, ApiUser user) => Reviewed(cluster, "SelfSubjectRulesReview", [], new JsonObject
    {
        ["resourceRules"] = new JsonArray([.. user.Role.Rules(cluster.Version)]),
        ["nonResourceRules"] = new JsonArray(
            new JsonObject { ["verbs"] = new JsonArray("get"), ["nonResourceURLs"] = new JsonArray("/healthz", "/livez", "/readyz", "/version", "/version/") },
            new JsonObject { ["verbs"] = new JsonArray("get"), ["nonResourceURLs"] = new JsonArray("/.well-known", "/.well-known/*") }),
        ["incomplete"] = false,
    });

    private static ApiAnswer Reviewed(SimulatedCluster cluster, string kind, JsonObject spec, JsonObject status)
    {
        var metadata = new JsonObject();
        if (cluster.Version < KubernetesVersion.V1_36)
        {
            metadata["creationTimestamp"] = null;
        }

        return new ApiAnswer(201, new JsonObject
        {
            ["kind"] = kind,
            ["apiVersion"] = "authorization.k8s.io/v1",
            ["metadata"] = metadata,
            ["spec"] = spec,
            ["status"] = status,
        });
    }

    private static ApiAnswer WhoAmI(SimulatedCluster cluster, ApiUser user)
    {
        var id = user.Name["user-".Length..];
        return new ApiAnswer(201, new JsonObject
        {
            ["kind"] = "SelfSubjectReview",
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["metadata"] = new JsonObject { ["creationTimestamp"] = cluster.Now.Rfc3339() },
            ["status"] = new JsonObject
            {
                ["userInfo"] = new JsonObject
                {
                    ["username"] = user.Name,
                    ["uid"] = $"u-{id}",
                    ["groups"] = new JsonArray($"local-{id}s", "system:authenticated"),
                },
            },
        });
    }
}
