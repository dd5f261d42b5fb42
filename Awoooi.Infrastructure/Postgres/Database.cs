using Npgsql;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>
/// The pools of this process, all with the role that may not change the audit log. Sign and login never wait behind background
/// work, hence two pools.
/// </summary>
public sealed class Database(NpgsqlDataSource interactive, NpgsqlDataSource background) : IAsyncDisposable
{
    /// <summary>For what a person waits for.</summary>
    public NpgsqlDataSource Interactive { get; } = interactive;

    /// <summary>For intake, workers and sweeps.</summary>
    public NpgsqlDataSource Background { get; } = background;

    public async ValueTask DisposeAsync()
    {
        await Interactive.DisposeAsync();
        await Background.DisposeAsync();
    }
}
