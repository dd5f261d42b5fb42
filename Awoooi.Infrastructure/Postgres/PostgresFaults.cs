using Npgsql;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Tells the faults of a database apart by what a caller can do about them.</summary>
internal static class PostgresFaults
{
    /// <summary>A data or constraint error, or a value over a limit of the server (classes 22, 23 and 54): the same statement fails again.</summary>
    public static bool IsData(PostgresException fault) => fault.SqlState is ['2', '2' or '3', ..] or ['5', '4', ..];

    /// <summary>A serialisation failure or deadlock: the same transaction may succeed at once.</summary>
    public static bool IsRetryable(PostgresException fault) => fault.SqlState is PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;

    /// <summary>No usable answer: the server is away, stopping, out of disk or out of connections, or a proxy cut the line.</summary>
    public static bool IsUnavailable(Exception fault) => fault switch
    {
        PostgresException postgres => postgres.SqlState is [ '0', '8', ..] or [ '5', '3', ..] or [ '5', '7', ..] or [ '5', '8', ..] or "25006" or "28000" or "28P01" or "3D000",
        NpgsqlException => true,
        TimeoutException => true,
        IOException => true,
        System.Net.Sockets.SocketException => true,
        _ => false,
    };
}
