using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Awoooi.Infrastructure.Postgres.Migrations;

/// <summary>Classes of alerts, escalations.</summary>
[DbContext(typeof(SchemaDb))]
[Migration("20261121000700_Recurrence")]
public sealed class Recurrence() : SqlMigration("Recurrence");
