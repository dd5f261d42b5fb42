using Awoooi.Core.People;
using Awoooi.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Awoooi.Tests.TestKit;

/// <summary>The real app on a free port of loopback, on a database of its own.</summary>
public class AppFixture : IAsyncLifetime
{
    public const string Key = "a-webhook-key-for-tests";
    public const string GrafanaSecret = "a-grafana-secret-for-tests";
    public const string SentrySecret = "a-sentry-secret-for-tests";
    private readonly PostgresFixture _postgres = new();
    private AwoooiApp? _app;

    public TestDatabase Names { get; private set; } = null!;

    public WebApplication Host => _app!.Host;

    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        Names = await _postgres.CreateDatabaseAsync();
        _app = await AwoooiApp.StartAsync(["--urls", "http://127.0.0.1:0"], Configure, CancellationToken.None);
        Client = new HttpClient { BaseAddress = new Uri(_app.Host.Urls.First()) };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    /// <summary>A client that reads as somebody who may.</summary>
    public async Task<HttpClient> ReaderAsync()
    {
        var link = await Host.Services.GetRequiredService<IPeople>().InviteAsync(Actor.Console, new NewPerson($"reader-{Guid.CreateVersion7():N}@example.org", "Reader", Roles.Monitor), CancellationToken.None);
        var person = (await Host.Services.GetRequiredService<IOneTimeLinks>().UseAsync(link.Secret!, SecurityHost.Enrolment("Reader", ""), SecurityHost.Here, CancellationToken.None)).Person;
        var token = await Host.Services.GetRequiredService<ITokens>().AddAsync(Actor.Console, person, "test", Scopes.Read, TimeSpan.FromDays(1), CancellationToken.None);
        return new HttpClient { BaseAddress = Client.BaseAddress, DefaultRequestHeaders = { Authorization = new("Bearer", token.Secret) } };
    }

    /// <summary>What another class of tests wants otherwise.</summary>
    protected virtual IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>();

    private void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Awoooi:Data:Connection"] = Names.AppConnectionString,
            ["Awoooi:Data:MigrationsConnection"] = Names.OwnerConnectionString,
            ["Awoooi:Webhooks:Secret"] = Key,
            ["Awoooi:Webhooks:Grafana:HmacSecret"] = GrafanaSecret,
            ["Awoooi:Webhooks:Grafana:TimestampHeader"] = "X-Grafana-Time",
            ["Awoooi:Webhooks:Sentry:Secret"] = SentrySecret,
            ["Awoooi:Cluster:Name"] = "home",

            // The tests of one class share a minute and a namespace.
            ["Awoooi:Intake:StormAbove"] = "10000",
            ["Awoooi:Intake:SourceStormAbove"] = "100000",

            // A busy machine is not what these tests are about.
            ["Awoooi:Intake:Patience"] = "00:01:00",
        });
        builder.Configuration.AddInMemoryCollection(Settings);
    }
}
