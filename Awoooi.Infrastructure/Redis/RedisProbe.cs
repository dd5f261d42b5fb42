using System.Diagnostics;
using Awoooi.Core.Health;

namespace Awoooi.Infrastructure.Redis;

/// <summary>Whether Redis answers; nothing stops without it.</summary>
internal sealed class RedisProbe(RedisConnection redis) : IHealthProbe
{
    public async Task<HealthCheck> CheckAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var (answers, _) = await redis.AskAsync(database => database.PingAsync(), cancel);
        return new HealthCheck("redis", answers, answers ? "answers" : "does not answer; recurrence is counted in PostgreSQL meanwhile (Awoooi:Redis:Connection)", Stopwatch.GetElapsedTime(started), false);
    }
}
