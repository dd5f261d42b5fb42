using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Awoooi.Core.Incidents.Recurrence;
using Awoooi.Infrastructure.Postgres.Incidents;
using StackExchange.Redis;

namespace Awoooi.Infrastructure.Redis;

/// <summary>
/// One sorted set per class, by time of receipt. PostgreSQL stays the truth: a set is filled from it by the first reader and lives ten
/// minutes, so whatever a crash kept from it is made up for by then; commits add to the sets that are there. Without an answer from
/// Redis the counts come from PostgreSQL.
/// </summary>
internal sealed class RedisTimeline(RedisConnection redis, AnomalyTimeline stored) : IAnomalyTimeline, IOccurrenceFeed
{
    private const int MostWaiting = 10_000;
    private const int MostOwed = 10_000;
    private const int MostFilled = 50_000;
    private const int Chunk = 1000;

    // Members that are no occurrences, below every time: that a fill began, and that it ended.
    private const string Begun = "begun";
    private const string Whole = "whole";

    private const string AddIfThere =
        "if redis.call('exists', KEYS[1]) == 0 then return 0 end for i = 1, #ARGV, 2 do redis.call('zadd', KEYS[1], ARGV[i], ARGV[i + 1]) end return 1";

    private static readonly TimeSpan Lives = TimeSpan.FromMinutes(10);

    private readonly Channel<IReadOnlyList<Occurrence>> _waiting = Channel.CreateBounded<IReadOnlyList<Occurrence>>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });

    /// <summary>Classes whose sets missed something; they are dropped before the next word to Redis.</summary>
    private readonly ConcurrentDictionary<long, bool> _owed = new();

    public async Task<AnomalyCounts> ReadAsync(string classKey, DateTimeOffset now, CancellationToken cancel)
    {
        var id = AnomalyClass.IdOf(classKey);
        if (_owed.IsEmpty && await IsWholeAsync(id, now, cancel))
        {
            var (answered, counts) = await redis.AskAsync(database => CountAsync(database, Key(id), now), cancel);
            if (answered && counts is not null)
            {
                return counts;
            }
        }

        return await stored.ReadAsync(classKey, now, cancel);
    }

    public void Happened(IReadOnlyList<Occurrence> occurrences)
    {
        if (occurrences.Count > 0 && !_waiting.Writer.TryWrite(occurrences))
        {
            Owe(occurrences);
        }
    }

    /// <summary>Passes on what was committed, until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await foreach (var occurrences in _waiting.Reader.ReadAllAsync(cancel))
        {
            await PassOnAsync(occurrences, cancel);
        }
    }

    /// <summary>Passes on what waits now.</summary>
    internal async Task DrainAsync(CancellationToken cancel)
    {
        while (_waiting.Reader.TryRead(out var occurrences))
        {
            await PassOnAsync(occurrences, cancel);
        }
    }

    /// <summary>Drops the sets that missed something; true when none is left.</summary>
    public async Task<bool> SettleAsync(CancellationToken cancel)
    {
        var owed = _owed.Keys.ToArray();
        if (owed.Length == 0)
        {
            return true;
        }

        var (answered, _) = await redis.AskAsync(database => database.KeyDeleteAsync([.. owed.Select(Key)]), cancel);
        foreach (var id in answered ? owed : [])
        {
            _owed.TryRemove(id, out _);
        }

        return answered;
    }

    private async Task PassOnAsync(IReadOnlyList<Occurrence> occurrences, CancellationToken cancel)
    {
        if (!await SettleAsync(cancel))
        {
            Owe(occurrences);
            return;
        }

        foreach (var one in occurrences.GroupBy(occurrence => occurrence.ClassId).SelectMany(group => group.Chunk(Chunk)))
        {
            var values = one.SelectMany(occurrence => new RedisValue[] { Score(occurrence.At), Member(occurrence) }).ToArray();
            if (!(await redis.AskAsync(database => database.ScriptEvaluateAsync(AddIfThere, [Key(one[0].ClassId)], values), cancel)).Answered)
            {
                Owe(one);
            }
        }
    }

    private void Owe(IReadOnlyList<Occurrence> occurrences)
    {
        foreach (var occurrence in occurrences)
        {
            if (_owed.Count < MostOwed)
            {
                _owed[occurrence.ClassId] = true;
            }
        }
    }

    /// <summary>Whether the set can be counted; fills it where it is not there.</summary>
    private async Task<bool> IsWholeAsync(long id, DateTimeOffset now, CancellationToken cancel)
    {
        var key = Key(id);
        var (answered, whole) = await redis.AskAsync(database => database.SortedSetScoreAsync(key, Whole), cancel);
        if (!answered || whole is not null)
        {
            return answered;
        }

        // The set is there before PostgreSQL is read: a commit after that reading finds it and adds itself.
        var (begun, _) = await redis.AskAsync(database => BeginAsync(database, key), cancel);
        if (!begun)
        {
            return false;
        }

        var occurrences = await stored.ListAsync(id, now - AnomalyCounts.Kept, MostFilled + 1, cancel);
        if (occurrences.Count > MostFilled)
        {
            return false;
        }

        foreach (var some in occurrences.Chunk(Chunk))
        {
            if (!(await redis.AskAsync(database => database.SortedSetAddAsync(key, [.. some.Select(occurrence => new SortedSetEntry(Member(occurrence), Score(occurrence.At)))]), cancel)).Answered)
            {
                return false;
            }
        }

        return (await redis.AskAsync(database => database.SortedSetAddAsync(key, Whole, 1), cancel)).Answered;
    }

    private static async Task<bool> BeginAsync(IDatabase database, RedisKey key)
    {
        await database.SortedSetAddAsync(key, Begun, 0);
        return await database.KeyExpireAsync(key, Lives);
    }

    private static async Task<AnomalyCounts?> CountAsync(IDatabase database, RedisKey key, DateTimeOffset now)
    {
        Task<long> After(TimeSpan window) => database.SortedSetLengthAsync(key, Score(now - window), double.PositiveInfinity, Exclude.Start);
        Task<SortedSetEntry[]> End(Order order) => database.SortedSetRangeByScoreWithScoresAsync(key, Score(now - AnomalyCounts.Kept), double.PositiveInfinity, Exclude.Start, order, 0, 1);
        var (hour, day, week) = (After(TimeSpan.FromHours(1)), After(TimeSpan.FromDays(1)), After(AnomalyCounts.Kept));
        var (first, last, whole) = (End(Order.Ascending), End(Order.Descending), database.SortedSetScoreAsync(key, Whole));
        await Task.WhenAll(hour, day, week, first, last, whole);

        // It may have ended its life since it was found whole.
        return await whole is null ? null : new AnomalyCounts((int)await hour, (int)await day, (int)await week, Time(await first), Time(await last));
    }

    private static DateTimeOffset? Time(SortedSetEntry[] entries) => entries is [var entry] ? DateTimeOffset.UnixEpoch.AddTicks((long)entry.Score * 10) : null;

    // Microseconds, as PostgreSQL keeps them; a double holds them exactly.
    private static double Score(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / 10;

    private static RedisKey Key(long id) => string.Create(CultureInfo.InvariantCulture, $"awoooi:anomaly:{id:x16}");

    private static RedisValue Member(Occurrence occurrence) => string.Create(CultureInfo.InvariantCulture, $"{occurrence.AlertKey:N}{occurrence.StartsAt.UtcTicks / 10}");
}
