using Npgsql;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Where the server listens: a socket folder with a port, or the loopback address with one.</summary>
internal sealed record ServerEndpoint(string Host, int Port)
{
    public static ServerEndpoint Of(PostmasterPidFile running) =>
        new(running.SocketFolder.Length > 0 ? running.SocketFolder : "127.0.0.1", running.Port);

    public string ConnectionString(string role, string password, string database, bool pooled = true) => new NpgsqlConnectionStringBuilder
    {
        Host = Host,
        Port = Port,
        Username = role,
        Password = password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        Pooling = pooled,
    }.ConnectionString;
}
