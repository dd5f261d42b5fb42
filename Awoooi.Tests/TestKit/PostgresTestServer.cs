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
        return await EmbeddedServer.StartAsync(
            new EmbeddedServerOptions { Path = folder, ContentRoot = folder, Durable = false },
            NullLogger.Instance,
            TimeProvider.System,
            CancellationToken.None);
    }
}
