using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Awoooi.Infrastructure.Postgres.Migrations;

/// <summary>Carries the migrations of the tables that are written by plain SQL; it maps no entity.</summary>
public sealed class SchemaDb(DbContextOptions<SchemaDb> options) : DbContext(options)
{
    internal const string HistoryTable = "schema_migrations";
}

/// <summary>A migration that runs one embedded script. Scripts are never edited once released; a change is a new script.</summary>
public abstract class SqlMigration(string script) : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.Sql(SqlScript.Read(script));
    }

    protected override void Down(MigrationBuilder migrationBuilder)
        => throw new NotSupportedException("AWOOOI's schema only moves forward; restore a backup to go back.");
}

/// <summary>Settings, audit, live events, work, intake.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000100_Ground")]
public sealed class Ground() : SqlMigration("Ground");

/// <summary>Approvals, executions, automation rules, trust samples.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000200_Approvals")]
public sealed class ApprovalsMigration() : SqlMigration("Approvals");

/// <summary>Storms and what they gathered.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000600_Storms")]
public sealed class Storms() : SqlMigration("Storms");

/// <summary>Index of the autonomy index.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000400_Autonomy")]
public sealed class Autonomy() : SqlMigration("Autonomy");

/// <summary>Refused deliveries, index of test alerts.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000500_FirstRun")]
public sealed class FirstRunMigration() : SqlMigration("FirstRun");
