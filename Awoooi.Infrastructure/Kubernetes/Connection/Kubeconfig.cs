using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Awoooi.Infrastructure.Kubernetes.Connection;

/// <summary>Turns one context of a kubeconfig into a connection; programs named in it are never run.</summary>
internal static class Kubeconfig
{
    public static async Task<ClusterConnection> ReadAsync(string path, string? context, TimeProvider clock, CancellationToken cancel)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(path, cancel), Path.GetDirectoryName(Path.GetFullPath(path))!, context, clock);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConfigurationException($"The kubeconfig cannot be read: {fault.Message}", fault);
        }
    }

    /// <param name="folder">What relative paths in the file start from.</param>
    public static ClusterConnection Parse(string yaml, string folder, string? context, TimeProvider clock)
    {
        var file = Deserialize(yaml);
        var name = context ?? file.CurrentContext ?? throw new ClusterConfigurationException("The kubeconfig has no current-context; set Awoooi:Cluster:Context.");
        var chosen = file.Contexts?.Find(entry => entry?.Name == name)?.Context ?? throw new ClusterConfigurationException($"The kubeconfig has no context \"{name}\".");
        var cluster = file.Clusters?.Find(entry => entry?.Name == chosen.Cluster)?.Cluster ?? throw new ClusterConfigurationException($"The kubeconfig has no cluster \"{chosen.Cluster}\".");
        var user = file.Users?.Find(entry => entry?.Name == chosen.User)?.User ?? new KubeconfigFile.UserBody();
        if (user.Exec is not null || user.AuthProvider is not null)
        {
            throw new ClusterConfigurationException(
                $"User \"{chosen.User}\" of the kubeconfig logs in through a program (exec or auth-provider), which AWOOOI does not run. Use a service account token or a client certificate.");
        }

        if (user.UserName is not null)
        {
            throw new ClusterConfigurationException($"User \"{chosen.User}\" of the kubeconfig logs in with a password, which Kubernetes no longer accepts.");
        }

        try
        {
            return new ClusterConnection
            {
                Server = Address(cluster.Server, "server"),
                Roots = Roots(cluster, folder),
                SkipTlsVerify = cluster.SkipTlsVerify,
                TlsServerName = cluster.TlsServerName,
                Proxy = cluster.Proxy is null ? null : Address(cluster.Proxy, "proxy-url"),
                Token = Token(user, folder, clock),
                ClientCertificate = ClientCertificate(user, folder),
            };
        }
        catch (Exception fault) when (fault is CryptographicException or FormatException or ArgumentException)
        {
            throw new ClusterConfigurationException($"A certificate or key of the kubeconfig cannot be read: {fault.Message}", fault);
        }
    }

    private static KubeconfigFile Deserialize(string yaml)
    {
        try
        {
            return new DeserializerBuilder().IgnoreUnmatchedProperties().Build().Deserialize<KubeconfigFile>(yaml)
                ?? throw new ClusterConfigurationException("The kubeconfig is empty.");
        }
        catch (YamlException fault)
        {
            throw new ClusterConfigurationException($"The kubeconfig is not valid YAML (line {fault.Start.Line}).", fault);
        }
    }

    private static Uri Address(string? text, string key) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : throw new ClusterConfigurationException($"The kubeconfig has no usable {key}.");

    private static X509Certificate2Collection? Roots(KubeconfigFile.ClusterBody cluster, string folder)
    {
        if (Text(cluster.AuthorityData, cluster.Authority, folder) is not { } pem)
        {
            return null;
        }

        var roots = new X509Certificate2Collection();
        roots.ImportFromPem(pem);
        return roots;
    }

    private static TokenSource? Token(KubeconfigFile.UserBody user, string folder, TimeProvider clock) => user switch
    {
        { TokenFile: { Length: > 0 } file } => TokenSource.FromFile(Path.Combine(folder, file), clock),
        { Token: { Length: > 0 } token } => TokenSource.Of(token),
        _ => null,
    };

    private static X509Certificate2? ClientCertificate(KubeconfigFile.UserBody user, string folder) =>
        Text(user.CertificateData, user.Certificate, folder) is not { } certificate
            ? null
            : X509Certificate2.CreateFromPem(
                certificate,
                Text(user.KeyData, user.Key, folder) ?? throw new ClusterConfigurationException("The kubeconfig has a client certificate without its key."));

    private static string? Text(string? data, string? file, string folder) => (data, file) switch
    {
        ({ Length: > 0 }, _) => Encoding.UTF8.GetString(Convert.FromBase64String(data)),
        (_, { Length: > 0 }) => File.ReadAllText(Path.Combine(folder, file)),
        _ => null,
    };
}
