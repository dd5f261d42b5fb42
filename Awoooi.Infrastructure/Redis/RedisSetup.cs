using Awoooi.Core.Health;
using Awoooi.Core.Incidents.Recurrence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Awoooi.Infrastructure.Redis;

/// <summary>Registers Redis where it is configured; nothing is registered else.</summary>
public static class RedisSetup
{
    /// <summary>Comes after PostgreSQL, whose timeline it takes the place of.</summary>
    public static IServiceCollection AddRedis(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddSingleton<IValidateOptions<RedisOptions>, RedisOptionsValidator>();
        services.AddOptions<RedisOptions>().Bind(configuration.GetSection(RedisOptions.Section)).ValidateOnStart();
        if (string.IsNullOrEmpty(configuration[$"{RedisOptions.Section}:{nameof(RedisOptions.Connection)}"]))
        {
            return services;
        }

        services.AddSingleton<RedisConnection>();
        services.AddSingleton<RedisTimeline>();
        services.AddSingleton<IAnomalyTimeline>(provider => provider.GetRequiredService<RedisTimeline>());
        services.AddSingleton<IOccurrenceFeed>(provider => provider.GetRequiredService<RedisTimeline>());
        services.AddSingleton<IHealthProbe, RedisProbe>();
        return services.AddHostedService<RedisFeeder>();
    }

    private sealed class RedisFeeder(RedisConnection redis, RedisTimeline timeline, TimeProvider clock) : BackgroundService
    {
        private static readonly TimeSpan Settles = TimeSpan.FromSeconds(2);

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            while (!await redis.ConnectAsync(stoppingToken))
            {
                await Task.Delay(Settles, clock, stoppingToken);
            }

            await Task.WhenAll(timeline.RunAsync(stoppingToken), SettleAsync(stoppingToken));
        }

        // What is owed to Redis after an absence is settled also when no alert comes.
        private async Task SettleAsync(CancellationToken cancel)
        {
            using var timer = new PeriodicTimer(Settles, clock);
            while (await timer.WaitForNextTickAsync(cancel))
            {
                await timeline.SettleAsync(cancel);
            }
        }
    }
}
