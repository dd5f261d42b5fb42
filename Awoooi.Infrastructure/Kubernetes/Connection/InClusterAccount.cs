using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Awoooi.Infrastructure.Kubernetes.Connection;

/// <summary>The service account that Kubernetes mounts into a pod.</summary>
internal static class InClusterAccount
{
    public const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>Null outside of a cluster.</summary>
    public static ClusterConnection? Read(Func<string, string?> environment, string folder, TimeProvider clock)
    {
        var host = environment("KUBERNETES_SERVICE_HOST");
        if (string.IsNullOrEmpty(host))
        {
            return null;
        }

        var port = environment("KUBERNETES_SERVICE_PORT") is { Length: > 0 } given ? given : "443";
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(Path.Combine(folder, "ca.crt"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new ClusterConfigurationException($"The service account's ca.crt cannot be read: {fault.Message}", fault);
        }

        return new ClusterConnection
        {
            Server = new Uri($"https://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}"),
            Roots = roots,
            Token = TokenSource.FromFile(Path.Combine(folder, "token"), clock),
        };
    }
}
