using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Starts the server again, at the same address, when it ends while this process serves: killed from outside, or out of memory.</summary>
internal sealed class ServerWatch : IAsyncDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServerSession _session;
    private readonly Func<RunningServer, CancellationToken, Task<RunningServer>> _revive;
    private readonly ILogger _logger;
    private readonly TimeProvider _clock;
    private readonly Task _watching;
    private volatile RunningServer _running;

    public ServerWatch(ServerSession session, RunningServer running, Func<RunningServer, CancellationToken, Task<RunningServer>> revive, ILogger logger, TimeProvider clock)
    {
        _session = session;
        _running = running;
        _revive = revive;
        _logger = logger;
        _clock = clock;
        _watching = WatchAsync(_stopping.Token);
    }

    public RunningServer Running => _running;

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery, _clock);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var before = _running;
            if (await _session.IsAliveAsync(before.ProcessId, cancellationToken))
            {
                continue;
            }

            EmbeddedServerLog.Ended(_logger, before.ProcessId, _session.Folder.Root);
            _running = await ReviveAsync(before, cancellationToken);
        }
    }

    private async Task<RunningServer> ReviveAsync(RunningServer before, CancellationToken cancellationToken)
    {
        for (var pause = LookEvery; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await _revive(before, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // Whatever stands in the way (a full disk, no memory) may pass; giving up would leave the app deaf until a person comes.
                EmbeddedServerLog.NotRevived(_logger, _session.Folder.Root, pause, fault);
                await Task.Delay(pause, _clock, cancellationToken);
            }
        }
    }
}
