using System.Net;
using Awoooi.Infrastructure.Simulator.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Awoooi.Infrastructure.Simulator;

/// <summary>
/// A Kubernetes API server over real HTTP on the loopback address, answering as the recorded ones do.
/// Tokens are "admin", "editor", "viewer" and "nobody". It stands in for a cluster in tests and demo mode only:
/// the composition root must refuse to start it in Production.
/// </summary>
public sealed class SimulatedApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly RequestLog _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _ticking;

    private SimulatedApiServer(WebApplication app, RequestLog log, SimulatedCluster cluster, SimulatedApiOptions options)
    {
        _app = app;
        _log = log;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        BaseAddress = new Uri(addresses.Addresses.Single());
        _ticking = options.TickEvery is { } period ? TickAsync(cluster, period, _stopping.Token) : Task.CompletedTask;
    }

    public Uri BaseAddress { get; }

    /// <summary>The requests so far, oldest first.</summary>
    public IReadOnlyList<RecordedRequest> Log => _log.Snapshot();

    public static async Task<SimulatedApiServer> StartAsync(
        SimulatedCluster cluster, SimulatedApiOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new SimulatedApiOptions();
        lock (cluster.Gate)
        {
            cluster.Version = options.Version;
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The API server's own limit answers with a Status, so Kestrel's must not come first.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, options.Port);
        });
        var app = builder.Build();
        var log = new RequestLog(options.LogCapacity);
        var server = new HttpSurface(cluster, log, app.Lifetime.ApplicationStopping);
        app.Run(server.HandleAsync);
        await app.StartAsync(cancellationToken).ConfigureAwait(false);
        return new SimulatedApiServer(app, log, cluster, options);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _ticking.ConfigureAwait(false);
        _stopping.Dispose();
        await _app.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task TickAsync(SimulatedCluster cluster, TimeSpan period, CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(period);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false))
            {
                cluster.Tick();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Disposal ends the ticking; there is nobody left to tell.
        }
    }
}
