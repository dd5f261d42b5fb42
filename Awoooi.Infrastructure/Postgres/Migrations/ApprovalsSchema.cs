using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Awoooi.Infrastructure.Postgres.Migrations;

/// <summary>Approvals, signatures, executions, automation rules.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000200_Approvals")]
public sealed class ApprovalsSchema() : SqlMigration("Approvals");
