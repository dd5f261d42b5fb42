using Awoooi.Infrastructure.Postgres.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace Awoooi.Tests.TestKit;

/// <summary>The one server of this test process; it goes with the process, and what a killed process left goes with the next.</summary>
internal static class PostgresTestServer
{
    private static readonly Lazy<Task<EmbeddedServer>> Server = new(StartAsync);

    public static Task<EmbeddedServer> GetAsync() => Server.Value;

    private static async Task<EmbeddedServer> StartAsync()
    {
        var folder = await TestFolders.CreateAsync("server");

        // As a command, which leaves the server alone: one that serves would start it again while the exit of this process ends it.
        return await EmbeddedServer.AttachAsync(
            new EmbeddedServerOptions { Path = folder, ContentRoot = folder, Durable = false },
            NullLogger.Instance,
            TimeProvider.System,
            CancellationToken.None);
    }
}
