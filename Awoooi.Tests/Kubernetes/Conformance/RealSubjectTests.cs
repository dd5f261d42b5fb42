using System.Text.Json;

namespace Awoooi.Tests.Kubernetes.Conformance;

public sealed class RealSubjectTests
{
    [Fact]
    public async Task The_users_of_a_real_cluster_are_service_accounts_bound_to_the_stock_roles_in_the_namespace()
    {
        await using var server = await CannedServer.StartAsync();
        server.Answer("POST", "/api/v1/namespaces/ns/serviceaccounts", 201, "{}").Answer("POST", "/apis/rbac.authorization.k8s.io/v1/namespaces/ns/rolebindings", 201, "{}");
        foreach (var user in new[] { "editor", "viewer", "nobody" })
        {
            server.Answer("POST", $"/api/v1/namespaces/ns/serviceaccounts/{user}/token", 201, $"{{\"status\":{{\"token\":\"token-of-{user}\"}}}}");
        }

        server.Play("18-node-notready");
        var kubeconfig = Path.GetTempFileName();
        await File.WriteAllTextAsync(kubeconfig, """{"current-context":"c","contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}],"clusters":[{"name":"c","cluster":{"server":"URL"}}],"users":[{"name":"u","user":{"token":"root"}}]}""".Replace("URL", server.Url, StringComparison.Ordinal));
        await using var subject = await RealSubject.StartAsync(kubeconfig);

        await subject.PrepareUsersAsync("ns");
        await using var viewer = subject.Client("viewer");
        await viewer.Api.ReadNodeAsync("fake-node-2", default);
        File.Delete(kubeconfig);

        var roles = server.Seen.Where(request => request.Target.EndsWith("/rolebindings", StringComparison.Ordinal))
            .Select(request => JsonSerializer.Deserialize<JsonElement>(request.Body).GetProperty("roleRef").GetProperty("name").GetString());
        Assert.Equal(["edit", "view"], roles);
        Assert.All(server.Seen.Take(server.Seen.Count - 1), request => Assert.Equal("Bearer root", request.Authorization));
        Assert.Equal("Bearer token-of-viewer", server.Seen[^1].Authorization);
    }
}
