using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Kubernetes;

/// <summary>The client as the application registers it, pointed somewhere.</summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private ClusterUnderTest(ServiceProvider services) => _services = services;

    public IClusterApi Api => _services.GetRequiredService<IClusterApi>();

    public static ClusterUnderTest At(string server, params ReadOnlySpan<(string Key, string Value)> more)
    {
        var settings = new Dictionary<string, string?> { ["Awoooi:Cluster:Server"] = server, ["Awoooi:Cluster:Token"] = "good", ["Awoooi:Cluster:LongestPause"] = "00:00:00" };
        foreach (var (key, value) in more)
        {
            settings["Awoooi:Cluster:" + key] = value;
        }

        return With(settings);
    }

    public static ClusterUnderTest With(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddKubernetes(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        return new ClusterUnderTest(services.BuildServiceProvider());
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
