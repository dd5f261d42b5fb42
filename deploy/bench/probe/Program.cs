using Awoooi.Bench.Probe;
using Awoooi.Core.Audit;
using Awoooi.Infrastructure.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

// serve: POST /rows and /upsert take Alertmanager bodies and answer after the commit.   verify: proves the audit log of a data folder.
var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
var options = configuration.GetSection(DataOptions.Section).Get<DataOptions>() ?? new DataOptions();
var url = configuration["urls"];
var verifies = args is ["verify", ..];
await using var database = await DatabaseHost.OpenAsync(options, AppContext.BaseDirectory, verifies ? null : url, NullLogger.Instance, TimeProvider.System, CancellationToken.None);
if (verifies)
{
    var host = Host.CreateEmptyApplicationBuilder(null);
    host.Services.AddSingleton(TimeProvider.System).AddPostgres(database.Connections);
    using var built = host.Build();
    var proof = await built.Services.GetRequiredService<IAuditReader>().VerifyAsync(CancellationToken.None);
    Console.WriteLine($"{proof.Entries} entries, {proof.Chains} chains, {proof.Anchors} anchors: {(proof.Whole ? "whole" : string.Join("; ", proof.Broken))}");
    return proof.Whole ? 0 : 1;
}

await using var pool = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database.Connections.App) { MaxAutoPrepare = 32, AutoPrepareMinUsages = 2 });
var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var app = builder.Build();
Map("/rows", new BareWriter(pool, BareRows.Same));
Map("/upsert", new BareWriter(pool, BareRows.OneUpsert));
await app.RunAsync(url);
return 0;

void Map(string path, BareWriter writer)
{
    _ = writer.RunAsync(app.Lifetime.ApplicationStopping);
    app.MapPost(path, async (HttpContext http) =>
    {
        var body = new byte[http.Request.ContentLength ?? 0];
        await http.Request.Body.ReadExactlyAsync(body, http.RequestAborted);
        await writer.CommittedAsync(BareBody.Read(body, TimeProvider.System.GetUtcNow().UtcDateTime));
        return Results.Ok();
    });
}
