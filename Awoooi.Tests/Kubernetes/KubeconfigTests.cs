using System.Text;
using Awoooi.Infrastructure.Kubernetes.Connection;

namespace Awoooi.Tests.Kubernetes;

public sealed class KubeconfigTests
{
    private const string Two = """
        apiVersion: v1
        kind: Config
        current-context: one
        preferences: {}
        contexts:
        - {name: one, context: {cluster: c1, user: u1, namespace: shop}}
        - {name: two, context: {cluster: c2, user: u2}}
        clusters:
        - {name: c1, cluster: {server: "https://one.example:6443"}}
        - {name: c2, cluster: {server: "https://two.example", tls-server-name: inner.example, proxy-url: "http://proxy.example:8080", insecure-skip-tls-verify: true}}
        users:
        - {name: u1, user: {token: t-one}}
        - {name: u2, user: {token: t-two}}
        """;

    [Fact]
    public async Task The_current_context_is_taken_when_none_is_named()
    {
        var connection = Parse(Two);

        Assert.Equal("https://one.example:6443/", connection.Server.AbsoluteUri);
        Assert.Equal("t-one", await connection.Token!.ReadAsync(default));
        Assert.False(connection.SkipTlsVerify);
    }

    [Fact]
    public void A_named_context_brings_its_proxy_and_server_name()
    {
        var connection = Parse(Two, "two");

        Assert.Equal("inner.example", connection.TlsServerName);
        Assert.Equal(new Uri("http://proxy.example:8080"), connection.Proxy);
        Assert.True(connection.SkipTlsVerify);
    }

    [Theory]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1, command: steal}")]
    [InlineData("auth-provider: {name: gcp}")]
    public void A_login_program_is_never_run(string user)
    {
        var fault = Assert.Throws<ClusterConfigurationException>(() => Parse(One($"{{{user}}}")));

        Assert.Contains("does not run", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_refused() => Assert.Throws<ClusterConfigurationException>(() => Parse(One("{username: a, password: b}")));

    [Fact]
    public async Task A_token_file_wins_over_a_token_and_starts_from_the_files_folder()
    {
        var folder = Directory.CreateTempSubdirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "tok"), "from-file\n");

        var connection = Kubeconfig.Parse(One("{token: written, tokenFile: tok}"), folder.FullName, null, TimeProvider.System);

        Assert.Equal("from-file", await connection.Token!.ReadAsync(default));
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Data_wins_over_a_file()
    {
        using var pair = TestCertificates.Make("user-one");
        var cert = Base64(pair.ExportCertificatePem());
        var key = Base64(TestCertificates.KeyPem(pair));

        var connection = Parse(One($"{{client-certificate: /does/not/exist, client-certificate-data: {cert}, client-key: /neither, client-key-data: {key}}}"));

        Assert.Equal("CN=user-one", connection.ClientCertificate!.Subject);
        Assert.True(connection.ClientCertificate.HasPrivateKey);
    }

    [Theory]
    [InlineData("current-context: none\ncontexts: []", "no context \"none\"")]
    [InlineData("contexts: []", "no current-context")]
    [InlineData("current-context: one\ncontexts: null\nclusters: null\nusers: null", "no context \"one\"")]
    [InlineData("current-context: one\ncontexts: [ {name: one, context: {cluster: c1}} ]\nclusters: [ null ]", "no cluster \"c1\"")]
    [InlineData("current-context: one\ncontexts: [ {name: one, context: {cluster: c1}} ]\nclusters: [ {name: c1, cluster: {server: nowhere}} ]", "no usable server")]
    [InlineData("", "empty")]
    [InlineData("a: [", "not valid YAML")]
    public void A_broken_file_says_what_is_wrong(string yaml, string message) =>
        Assert.Contains(message, Assert.Throws<ClusterConfigurationException>(() => Parse(yaml)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{client-certificate-data: '!!'}")]
    [InlineData("{client-certificate-data: aGVsbG8=, client-key-data: aGVsbG8=}")]
    [InlineData("{client-certificate-data: aGVsbG8=}")]
    public void A_broken_certificate_says_so(string user) => Assert.Throws<ClusterConfigurationException>(() => Parse(One(user)));

    private static ClusterConnection Parse(string yaml, string? context = null) => Kubeconfig.Parse(yaml, "/", context, TimeProvider.System);

    private static string One(string user) => $"""
        current-context: one
        contexts: [ {"{"}name: one, context: {"{"}cluster: c1, user: u1{"}"}{"}"} ]
        clusters: [ {"{"}name: c1, cluster: {"{"}server: "https://one.example"{"}"}{"}"} ]
        users: [ {"{"}name: u1, user: {user}{"}"} ]
        """;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
