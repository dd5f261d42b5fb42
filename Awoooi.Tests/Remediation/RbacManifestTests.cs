using Awoooi.Core.Remediation;
using YamlDotNet.RepresentationModel;

namespace Awoooi.Tests.Remediation;

public class RbacManifestTests
{
    [Fact]
    public void Every_permission_that_is_checked_is_granted_in_every_namespace()
    {
        var documents = Read(RbacManifest.For(["shop", "payments"]));

        foreach (var ns in new[] { "shop", "payments" })
        {
            var role = Assert.Single(documents, document => Text(document, "kind") == "Role" && Text(document, "metadata", "namespace") == ns);
            Assert.All(ClusterPermission.All, permission => Assert.True(Grants(role, permission), $"{ns} {permission.Name}"));
            var binding = Assert.Single(documents, document => Text(document, "kind") == "RoleBinding" && Text(document, "metadata", "namespace") == ns);
            Assert.Equal(("Role", Text(role, "metadata", "name")), (Text(binding, "roleRef", "kind"), Text(binding, "roleRef", "name")));
        }
    }

    [Fact]
    public void Nothing_is_granted_in_all_namespaces_but_an_overview()
    {
        var role = Assert.Single(Read(RbacManifest.For([])), document => Text(document, "kind") == "ClusterRole");
        var verbs = ((YamlSequenceNode)role["rules"]).SelectMany(rule => ((YamlSequenceNode)rule["verbs"]).Select(verb => verb.ToString()));

        Assert.Equal(["get", "list"], verbs.Distinct().Order());
    }

    private static bool Grants(YamlMappingNode role, ClusterPermission permission)
    {
        var resource = permission.Subresource is null ? permission.Resource : $"{permission.Resource}/{permission.Subresource}";
        return ((YamlSequenceNode)role["rules"]).Any(rule =>
            Words(rule["apiGroups"]).Contains(permission.Group) && Words(rule["resources"]).Contains(resource) && Words(rule["verbs"]).Contains(permission.Verb));
    }

    private static IEnumerable<string> Words(YamlNode node) => ((YamlSequenceNode)node).Select(word => ((YamlScalarNode)word).Value ?? "");

    private static string? Text(YamlNode node, params string[] path) => path.Aggregate(node, (at, key) => at[key]).ToString();

    private static List<YamlMappingNode> Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }
}
