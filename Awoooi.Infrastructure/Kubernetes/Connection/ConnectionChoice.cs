using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Kubernetes.Connection;

/// <summary>Finds the connection the configuration asks for.</summary>
internal sealed class ConnectionChoice(IOptions<ClusterOptions> options, TimeProvider clock)
{
    /// <summary>Read by tests in place of the process environment and the mounted folder.</summary>
    internal Func<string, string?> Environment { get; init; } = System.Environment.GetEnvironmentVariable;

    internal string AccountFolder { get; init; } = InClusterAccount.Folder;

    /// <exception cref="ClusterConfigurationException">Nothing usable is configured.</exception>
    public async Task<ClusterConnection> FindAsync(CancellationToken cancel)
    {
        var given = options.Value;
        if (given.Server is { } server)
        {
            return new ClusterConnection { Server = new Uri(server), Token = given.Token is { } token ? TokenSource.Of(token) : null };
        }

        if (given.Kubeconfig is { } file)
        {
            return await Kubeconfig.ReadAsync(file, given.Context, clock, cancel);
        }

        return InClusterAccount.Read(Environment, AccountFolder, clock)
            ?? throw new ClusterConfigurationException($"No cluster is configured: set {ClusterOptions.Section}:Kubeconfig, or run in a pod with a service account.");
    }
}
