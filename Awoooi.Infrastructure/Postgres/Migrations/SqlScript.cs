namespace Awoooi.Infrastructure.Postgres.Migrations;

/// <summary>The SQL scripts that migrations run.</summary>
internal static class SqlScript
{
    /// <summary>Role that scripts grant rights to; a migration run replaces it by the role the app connects as.</summary>
    public const string AppRole = "awoooi_app";

    public static string Read(string name)
    {
        using var stream = typeof(SqlScript).Assembly.GetManifestResourceStream(name + ".sql") ?? throw new InvalidOperationException($"there is no script {name}.sql in this build");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
