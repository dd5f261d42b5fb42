using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Kubernetes.Connection;

namespace Awoooi.Tests.Kubernetes.Conformance;

/// <summary>A real cluster. Its other users are service accounts of the namespace, bound to the stock roles.</summary>
internal sealed class RealSubject : IConformanceSubject
{
    private readonly string _kubeconfig;
    private readonly ClusterConnection _connection;
    private readonly HttpClient _admin;
    private readonly HttpClient _others;
    private readonly Dictionary<string, string> _tokens = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private RealSubject(string kubeconfig, ClusterConnection connection)
    {
        _kubeconfig = kubeconfig;
        _connection = connection;
        _admin = new HttpClient(ClusterHandler.Create(connection)) { Timeout = TimeSpan.FromMinutes(2) };
        _others = new HttpClient(ClusterHandler.Create(connection with { ClientCertificate = null })) { Timeout = TimeSpan.FromMinutes(2) };
    }

    public TimeSpan Patience => TimeSpan.FromMinutes(3);

    public TimeSpan PollEvery => TimeSpan.FromMilliseconds(500);

    private string Server => _connection.Server.AbsoluteUri.TrimEnd('/');

    public static async Task<RealSubject> StartAsync(string kubeconfig)
    {
        var connection = await Kubeconfig.ReadAsync(kubeconfig, null, TimeProvider.System, default);
        var subject = new RealSubject(kubeconfig, connection);
        if (connection.Token is { } token)
        {
            subject._tokens["admin"] = await token.ReadAsync(default);
        }

        return subject;
    }

    public RawApi Raw(string user) => user == "admin"
        ? new RawApi(_admin, Server, _tokens.GetValueOrDefault(user))
        : new RawApi(_others, Server, TokenOf(user));

    public ClusterUnderTest Client(string user)
    {
        var path = _kubeconfig;
        if (user != "admin")
        {
            // The server part of the given file with another user: JSON is YAML too.
            path = Path.Combine(_folder.FullName, user);
            var cluster = new JsonObject { ["server"] = Server, ["insecure-skip-tls-verify"] = _connection.SkipTlsVerify };
            if (_connection.Roots is { } roots)
            {
                cluster["certificate-authority-data"] = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', roots.Select(root => root.ExportCertificatePem()))));
            }

            var account = TokenOf(user) is { } token ? new JsonObject { ["token"] = token } : [];
            File.WriteAllText(path, new JsonObject
            {
                ["current-context"] = "one",
                ["contexts"] = new JsonArray(new JsonObject { ["name"] = "one", ["context"] = new JsonObject { ["cluster"] = "one", ["user"] = "one" } }),
                ["clusters"] = new JsonArray(new JsonObject { ["name"] = "one", ["cluster"] = cluster }),
                ["users"] = new JsonArray(new JsonObject { ["name"] = "one", ["user"] = account }),
            }.ToJsonString());
        }

        return ClusterUnderTest.With(new Dictionary<string, string?> { ["Awoooi:Cluster:Kubeconfig"] = path });
    }

    public async Task PrepareUsersAsync(string ns)
    {
        foreach (var (user, role) in new[] { ("editor", "edit"), ("viewer", "view"), ("nobody", null) })
        {
            var admin = Raw("admin");
            Assert.Equal(201, (await admin.PostAsync($"/api/v1/namespaces/{ns}/serviceaccounts", new JsonObject { ["metadata"] = new JsonObject { ["name"] = user } })).Status);
            if (role is not null)
            {
                var bound = await admin.PostAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{ns}/rolebindings", new JsonObject
                {
                    ["metadata"] = new JsonObject { ["name"] = user },
                    ["roleRef"] = new JsonObject { ["apiGroup"] = "rbac.authorization.k8s.io", ["kind"] = "ClusterRole", ["name"] = role },
                    ["subjects"] = new JsonArray(new JsonObject { ["kind"] = "ServiceAccount", ["name"] = user, ["namespace"] = ns }),
                });
                Assert.Equal(201, bound.Status);
            }

            var token = await admin.PostAsync(
                $"/api/v1/namespaces/{ns}/serviceaccounts/{user}/token",
                new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = new JsonObject { ["expirationSeconds"] = 3600 } });
            Assert.Equal(201, token.Status);
            _tokens[user] = token["status.token"]!;
        }
    }

    // Version 1 of a real server is long gone.
    public Task ForgetHistoryAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _admin.Dispose();
        _others.Dispose();
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private string? TokenOf(string user) => user switch
    {
        "anonymous" => null,
        "stranger" => "not-a-token",
        _ => _tokens[user],
    };
}
