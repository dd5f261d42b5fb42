using System.Security.Authentication;
using System.Text;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes;
using Awoooi.Infrastructure.Kubernetes.Connection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Kubernetes;

public sealed class ConnectionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("192.0.2.1", "443", "https://192.0.2.1/")]
    [InlineData("2001:db8::1", "6443", "https://[2001:db8::1]:6443/")]
    [InlineData("kubernetes.default", null, "https://kubernetes.default/")]
    public void The_pods_service_account_is_found(string host, string? port, string expected)
    {
        using var root = TestCertificates.Make("root");
        File.WriteAllText(Path.Combine(_folder.FullName, "ca.crt"), root.ExportCertificatePem());

        var connection = InClusterAccount.Read(Environment(host, port), _folder.FullName, TimeProvider.System);

        Assert.Equal(expected, connection!.Server.AbsoluteUri);
        Assert.Equal("CN=root", Assert.Single(connection.Roots!).Subject);
    }

    [Fact]
    public void Outside_of_a_cluster_there_is_no_account() => Assert.Null(InClusterAccount.Read(_ => null, _folder.FullName, TimeProvider.System));

    [Fact]
    public void Without_the_pinned_root_nothing_is_trusted() =>
        Assert.Throws<ClusterConfigurationException>(() => InClusterAccount.Read(Environment("192.0.2.1", "443"), _folder.FullName, TimeProvider.System));

    [Fact]
    public async Task A_mounted_token_is_read_again_within_the_minute()
    {
        var path = Path.Combine(_folder.FullName, "token");
        await File.WriteAllTextAsync(path, "first\n");
        var clock = new TurnedClock();
        var token = TokenSource.FromFile(path, clock);
        Assert.Equal("first", await token.ReadAsync(default));
        await File.WriteAllTextAsync(path, "second\n");

        clock.Now += TimeSpan.FromSeconds(29);
        Assert.Equal("first", await token.ReadAsync(default));
        clock.Now += TimeSpan.FromSeconds(31);
        Assert.Equal("second", await token.ReadAsync(default));
    }

    [Fact]
    public async Task A_refused_token_is_read_again_at_once()
    {
        var path = Path.Combine(_folder.FullName, "token");
        await File.WriteAllTextAsync(path, "old");
        await using var server = await CannedServer.StartAsync();
        server.On("GET", "/api/v1/nodes/fake-node-2", new Dictionary<string, string>(), async context =>
        {
            var old = context.Request.Headers.Authorization == "Bearer old";
            await File.WriteAllTextAsync(path, "new");
            context.Response.StatusCode = old ? 401 : 200;
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(old ? "{}" : Recording.Named("18-node-notready").BodyText));
        });
        await using var cluster = await FromKubeconfigAsync(server.Url, $"tokenFile: {path}");

        var node = await cluster.Api.ReadNodeAsync("fake-node-2", default);

        Assert.Null(node.Value!.Ready);
        Assert.Equal(["Bearer old", "Bearer new"], server.Seen.Select(request => request.Authorization));
    }

    [Fact]
    public async Task Only_the_pinned_root_is_trusted()
    {
        using var mine = TestCertificates.Make("mine", "127.0.0.1");
        using var other = TestCertificates.Make("other", "127.0.0.1");
        await using var server = await CannedServer.StartAsync(endpoint => endpoint.UseHttps(mine));
        server.Play("18-node-notready");

        await using var right = await FromKubeconfigAsync(server.Url, "token: t", $"certificate-authority-data: {Base64(mine.ExportCertificatePem())}");
        await using var wrong = await FromKubeconfigAsync(server.Url, "token: t", $"certificate-authority-data: {Base64(other.ExportCertificatePem())}");
        await using var careless = await FromKubeconfigAsync(server.Url, "token: t", "insecure-skip-tls-verify: true");

        Assert.NotNull((await right.Api.ReadNodeAsync("fake-node-2", default)).Value);
        Assert.Equal(ClusterFault.Unreachable, (await wrong.Api.ReadNodeAsync("fake-node-2", default)).Fault);
        Assert.NotNull((await careless.Api.ReadNodeAsync("fake-node-2", default)).Value);
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_accepted_only_under_that_name()
    {
        using var certificate = TestCertificates.Make("inner", "inner.example");
        await using var server = await CannedServer.StartAsync(endpoint => endpoint.UseHttps(certificate));
        server.Play("18-node-notready");
        var root = $"certificate-authority-data: {Base64(certificate.ExportCertificatePem())}";

        await using var plain = await FromKubeconfigAsync(server.Url, "token: t", root);
        await using var named = await FromKubeconfigAsync(server.Url, "token: t", root + ", tls-server-name: inner.example");

        Assert.Equal(ClusterFault.Unreachable, (await plain.Api.ReadNodeAsync("fake-node-2", default)).Fault);
        Assert.NotNull((await named.Api.ReadNodeAsync("fake-node-2", default)).Value);
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_the_server()
    {
        using var certificate = TestCertificates.Make("server", "127.0.0.1");
        using var user = TestCertificates.Make("user-one");
        string? shown = null;
        await using var server = await CannedServer.StartAsync(endpoint => endpoint.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (client, _, _) =>
            {
                shown = client.Subject;
                return true;
            };
        }));
        server.Play("18-node-notready");
        await using var cluster = await FromKubeconfigAsync(
            server.Url, $"client-certificate-data: {Base64(user.ExportCertificatePem())}, client-key-data: {Base64(TestCertificates.KeyPem(user))}", $"certificate-authority-data: {Base64(certificate.ExportCertificatePem())}");

        Assert.NotNull((await cluster.Api.ReadNodeAsync("fake-node-2", default)).Value);
        Assert.Equal("CN=user-one", shown);
    }

    [Fact]
    public async Task Without_configuration_every_answer_says_so()
    {
        await using var cluster = ClusterUnderTest.With([]);

        Assert.Equal(ClusterFault.NotConfigured, (await cluster.Api.ReadNodeAsync("n", default)).Fault);
    }

    [Fact]
    public void All_wrong_settings_are_named_at_once()
    {
        var result = new ClusterOptionsValidator().Validate(null, new ClusterOptions { Name = " ", Server = "ftp://x", Kubeconfig = "k", ReadTimeout = TimeSpan.Zero, Retries = 11 });

        Assert.Equal(
            ["Awoooi:Cluster:Name", "Awoooi:Cluster:Server", "Awoooi:Cluster:Kubeconfig", "Awoooi:Cluster:ReadTimeout", "Awoooi:Cluster:Retries"],
            result.Failures!.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void Good_settings_pass() => Assert.Same(ValidateOptionsResult.Success, new ClusterOptionsValidator().Validate(null, new ClusterOptions()));

    private static Func<string, string?> Environment(string host, string? port) => name => name switch
    {
        "KUBERNETES_SERVICE_HOST" => host,
        "KUBERNETES_SERVICE_PORT" => port,
        _ => null,
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<ClusterUnderTest> FromKubeconfigAsync(string server, string user, string cluster = "")
    {
        var path = Path.Combine(_folder.FullName, Path.GetRandomFileName());
        await File.WriteAllTextAsync(path, string.Join('\n',
            "current-context: one",
            "contexts: [ {name: one, context: {cluster: c1, user: u1}} ]",
            $"clusters: [ {{name: c1, cluster: {{server: \"{server}\"{(cluster.Length == 0 ? "" : ", " + cluster)}}}}} ]",
            $"users: [ {{name: u1, user: {{{user}}}}} ]"));
        return ClusterUnderTest.With(new Dictionary<string, string?> { ["Awoooi:Cluster:Kubeconfig"] = path, ["Awoooi:Cluster:LongestPause"] = "00:00:00" });
    }

    private sealed class TurnedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Cart.Morning;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
