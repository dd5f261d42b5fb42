using System.Security.Cryptography.X509Certificates;

namespace Awoooi.Infrastructure.Kubernetes.Connection;

/// <summary>Everything needed to open a connection to one API server.</summary>
internal sealed record ClusterConnection
{
    public required Uri Server { get; init; }

    /// <summary>Null when the client certificate, or nobody, speaks for us.</summary>
    public TokenSource? Token { get; init; }

    /// <summary>The only roots trusted; null for the system's.</summary>
    public X509Certificate2Collection? Roots { get; init; }

    public X509Certificate2? ClientCertificate { get; init; }

    public bool SkipTlsVerify { get; init; }

    /// <summary>Name expected in the server's certificate where it is not the host of <see cref="Server"/>.</summary>
    public string? TlsServerName { get; init; }

    public Uri? Proxy { get; init; }
}

/// <summary>The configuration cannot be used; the message is for the person who wrote it.</summary>
internal sealed class ClusterConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
