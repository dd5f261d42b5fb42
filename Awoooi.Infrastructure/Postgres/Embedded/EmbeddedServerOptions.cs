namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Where the embedded PostgreSQL server keeps its files and whose binaries it runs.</summary>
public sealed record EmbeddedServerOptions
{
    public const string Section = "Awoooi:Data";

    /// <summary>The data folder; null chooses /var/lib/awoooi for root, else the XDG data home, else .awoooi under the content root.</summary>
    public string? Path { get; init; }

    public PostgresSource Source { get; init; } = PostgresSource.Auto;

    public required string ContentRoot { get; init; }

    /// <summary>False gives up crash safety for speed: only for databases that are thrown away.</summary>
    internal bool Durable { get; init; } = true;

    /// <summary>Replaces PATH and the usual install folders in the search for binaries.</summary>
    internal IReadOnlyList<string>? SearchFolders { get; init; }

    internal string NpmProgram { get; init; } = "npm";
}

/// <summary>Which PostgreSQL binaries may be run.</summary>
public enum PostgresSource
{
    /// <summary>An existing install, else the npm package.</summary>
    Auto,
    System,
    Npm,
}
