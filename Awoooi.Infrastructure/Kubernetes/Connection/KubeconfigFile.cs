using YamlDotNet.Serialization;

namespace Awoooi.Infrastructure.Kubernetes.Connection;

/// <summary>The part of a kubeconfig file that AWOOOI reads.</summary>
internal sealed class KubeconfigFile
{
    [YamlMember(Alias = "current-context")]
    public string? CurrentContext { get; set; }

    [YamlMember(Alias = "contexts")]
    public List<ContextEntry?>? Contexts { get; set; }

    [YamlMember(Alias = "clusters")]
    public List<ClusterEntry?>? Clusters { get; set; }

    [YamlMember(Alias = "users")]
    public List<UserEntry?>? Users { get; set; }

    internal sealed class ContextEntry
    {
        [YamlMember(Alias = "name")]
        public string? Name { get; set; }

        [YamlMember(Alias = "context")]
        public ContextBody? Context { get; set; }
    }

    internal sealed class ContextBody
    {
        [YamlMember(Alias = "cluster")]
        public string? Cluster { get; set; }

        [YamlMember(Alias = "user")]
        public string? User { get; set; }
    }

    internal sealed class ClusterEntry
    {
        [YamlMember(Alias = "name")]
        public string? Name { get; set; }

        [YamlMember(Alias = "cluster")]
        public ClusterBody? Cluster { get; set; }
    }

    internal sealed class ClusterBody
    {
        [YamlMember(Alias = "server")]
        public string? Server { get; set; }

        [YamlMember(Alias = "certificate-authority")]
        public string? Authority { get; set; }

        [YamlMember(Alias = "certificate-authority-data")]
        public string? AuthorityData { get; set; }

        [YamlMember(Alias = "insecure-skip-tls-verify")]
        public bool SkipTlsVerify { get; set; }

        [YamlMember(Alias = "tls-server-name")]
        public string? TlsServerName { get; set; }

        [YamlMember(Alias = "proxy-url")]
        public string? Proxy { get; set; }
    }

    internal sealed class UserEntry
    {
        [YamlMember(Alias = "name")]
        public string? Name { get; set; }

        [YamlMember(Alias = "user")]
        public UserBody? User { get; set; }
    }

    internal sealed class UserBody
    {
        [YamlMember(Alias = "token")]
        public string? Token { get; set; }

        [YamlMember(Alias = "tokenFile")]
        public string? TokenFile { get; set; }

        [YamlMember(Alias = "client-certificate")]
        public string? Certificate { get; set; }

        [YamlMember(Alias = "client-certificate-data")]
        public string? CertificateData { get; set; }

        [YamlMember(Alias = "client-key")]
        public string? Key { get; set; }

        [YamlMember(Alias = "client-key-data")]
        public string? KeyData { get; set; }

        [YamlMember(Alias = "username")]
        public string? UserName { get; set; }

        [YamlMember(Alias = "exec")]
        public object? Exec { get; set; }

        [YamlMember(Alias = "auth-provider")]
        public object? AuthProvider { get; set; }
    }
}
