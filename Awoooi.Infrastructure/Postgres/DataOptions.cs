namespace Awoooi.Infrastructure.Postgres;

/// <summary>Where the database is.</summary>
public sealed class DataOptions
{
    public const string Section = "Awoooi:Data";

    /// <summary>Npgsql connection string, or a <c>postgres://</c> URL, of the role that may not change the audit log. Empty: the app starts its own PostgreSQL.</summary>
    public string Connection { get; set; } = "";

    /// <summary>The same for the owner role that runs migrations. Empty: <see cref="Connection"/>, and health says that audit is not write-protected.</summary>
    public string MigrationsConnection { get; set; } = "";

    /// <summary>A direct connection for LISTEN where <see cref="Connection"/> goes through a transaction pooler.</summary>
    public string ListenConnection { get; set; } = "";

    /// <summary>Folder of the embedded PostgreSQL. Empty: <c>/var/lib/awoooi</c> as root, else the XDG data home.</summary>
    public string Path { get; set; } = "";

    /// <summary><c>auto</c>, <c>system</c> or <c>npm</c>: where the embedded PostgreSQL takes its binaries from.</summary>
    public string Source { get; set; } = "auto";
}
