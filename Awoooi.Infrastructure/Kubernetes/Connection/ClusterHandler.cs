using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Awoooi.Infrastructure.Kubernetes.Connection;

/// <summary>Opens connections the way a <see cref="ClusterConnection"/> says.</summary>
internal static class ClusterHandler
{
    public static SocketsHttpHandler Create(ClusterConnection connection)
    {
        var handler = new SocketsHttpHandler
        {
            // A redirect would carry our token to whoever is named there.
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 32,
            UseProxy = connection.Proxy is not null,
            Proxy = connection.Proxy is { } proxy ? new WebProxy(proxy) : null,
        };
        var tls = handler.SslOptions = new SslClientAuthenticationOptions();
        if (connection.Roots is { } roots)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }

        if (connection.SkipTlsVerify)
        {
#pragma warning disable CA5359 // The kubeconfig asks for it in as many words.
            tls.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        if (connection.ClientCertificate is { } certificate)
        {
            tls.ClientCertificates = [certificate];
        }

        return handler;
    }
}
