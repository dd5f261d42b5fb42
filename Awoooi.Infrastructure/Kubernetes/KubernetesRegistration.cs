using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Acting;
using Awoooi.Infrastructure.Kubernetes.Connection;
using Awoooi.Infrastructure.Kubernetes.Reading;
using Awoooi.Infrastructure.Kubernetes.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Kubernetes;

/// <summary>Registers the Kubernetes client.</summary>
public static class KubernetesRegistration
{
    /// <summary>Gives <see cref="IClusterApi"/> and <see cref="IClusterReader"/>, one connection for the whole process; without a configured cluster they answer <see cref="ClusterFault.NotConfigured"/>.</summary>
    public static IServiceCollection AddKubernetes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ClusterOptions>().Bind(configuration.GetSection(ClusterOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ClusterOptions>, ClusterOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ConnectionChoice>();
        services.AddSingleton<ClusterTransport>();
        services.AddSingleton<ApiReader>();
        services.AddSingleton<ApiDiscovery>();
        services.AddSingleton<WorkloadReader>();
        services.AddSingleton<PodReader>();
        services.AddSingleton<NeighbourhoodReader>();
        services.AddSingleton<MutationSender>();
        services.AddSingleton<IClusterApi, KubernetesCluster>();
        services.AddSingleton<IClusterReader>(provider => provider.GetRequiredService<IClusterApi>());
        return services;
    }
}
