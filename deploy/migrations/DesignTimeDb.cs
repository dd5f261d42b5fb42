using Awoooi.Infrastructure.Postgres.People;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Awoooi.Migrations;

/// <summary>Gives the migration tool the model; it never connects.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<AwoooiDb>
{
    public AwoooiDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<AwoooiDb>().UseNpgsql("Host=localhost").Options);
}

internal static class Program
{
    private static void Main()
    {
    }
}
