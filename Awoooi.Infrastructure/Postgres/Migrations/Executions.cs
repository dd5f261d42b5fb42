using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Awoooi.Infrastructure.Postgres.Migrations;

/// <summary>Workload locks, running executions, requests.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000300_Executions")]
public sealed class Executions() : SqlMigration("Executions");
