using Awoooi.Core.People;
using Awoooi.Core.Terminal;
using Awoooi.Infrastructure.Postgres;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Migrations;
using Awoooi.Infrastructure.Postgres.People;
using Awoooi.Web.Components;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Awoooi.Tests.TestKit;

/// <summary>People and security over real HTTP on a database of its own, with a few routes to guard.</summary>
public sealed class SecurityHost : IAsyncLifetime
{
    public const string Password = "correct horse battery";
    public static readonly Origin Here = new("192.0.2.1", "tests");

    private readonly PostgresFixture _postgres = new();
    private readonly Dictionary<string, string?> _settings = new() { ["Awoooi:Security:AttemptsPerAddress"] = "10000", ["Awoooi:Security:AttemptsPerAccount"] = "10000" };
    private WebApplication? _app;
    private TestDatabase? _names;
    private NpgsqlDataSource? _owner;

    public Uri Base { get; private set; } = null!;

    public IServiceProvider Services => _app!.Services;

    public IPeople People => Services.GetRequiredService<IPeople>();

    public IOneTimeLinks Links => Services.GetRequiredService<IOneTimeLinks>();

    public ITokens Tokens => Services.GetRequiredService<ITokens>();

    /// <summary>Before the start.</summary>
    public SecurityHost With(string key, string value)
    {
        _settings[key] = value;
        return this;
    }

    public async Task InitializeAsync()
    {
        await _postgres.InitializeAsync();
        _names = await _postgres.CreateDatabaseAsync();
        var connections = new DatabaseConnections(_names.AppConnectionString, _names.OwnerConnectionString, _names.AppConnectionString);
        await Migrator.MigrateAsync(connections, CancellationToken.None);
        _owner = NpgsqlDataSource.Create(_names.OwnerConnectionString);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "Awoooi.Web", EnvironmentName = "Development" });
        builder.Configuration.AddInMemoryCollection(_settings);
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddPostgres(connections);
        builder.Services.AddPeople();
        builder.Services.AddSingleton(new Core.Incidents.Installation("home"));
        builder.Services.AddApprovalStores(builder.Configuration);
        builder.Services.AddTerminal();
        builder.Services.AddPages();
        builder.Services.AddSecurity();
        builder.Services.AddProblemDetails();
        _app = builder.Build();
        _app.UseSecurityHeadersAndProxies();
        _app.UsePages();
        _app.UseSecurity();
        _app.MapSecurity();
        _app.MapPages();
        MapRoutes(_app);
        await _app.StartAsync();
        Base = new UriBuilder(_app.Urls.First()) { Host = "localhost" }.Uri;
    }

    public async Task DisposeAsync()
    {
        await _app!.DisposeAsync();
        await _owner!.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    public TestBrowser Browser() => new(Base);

    /// <summary>The first account: administrator and commander.</summary>
    public async Task<Guid> SetUpAsync(string email = "ada@example.org")
    {
        var link = await Links.MakeSetupAsync(Actor.Console, true, CancellationToken.None);
        return (await Links.UseAsync(link!.Secret!, Enrolment("Ada", email), Here, CancellationToken.None)).Person;
    }

    /// <summary>Somebody who used an invitation.</summary>
    public async Task<Guid> JoinAsync(string name, Roles roles)
    {
        var link = await People.InviteAsync(Actor.Console, new NewPerson(Email(name), name, roles), CancellationToken.None);
        return (await Links.UseAsync(link.Secret!, Enrolment(name, ""), Here, CancellationToken.None)).Person;
    }

    public async Task<TestBrowser> SignedInAsync(string name)
    {
        var browser = Browser();
        await browser.SignInAsync(Email(name), Password);
        return browser;
    }

    public async Task<string> TokenAsync(Guid owner, Scopes scopes)
        => (await Tokens.AddAsync(Actor.Console, owner, "test", scopes, TimeSpan.FromDays(1), CancellationToken.None)).Secret!;

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _owner!.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _owner!.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static string Email(string name) => $"{name.ToLowerInvariant()}@example.org";

    public static Enrolment Enrolment(string name, string email) => new() { Name = name, Email = email, Password = Password, Language = "en", Zone = "Asia/Taipei" };

    private static void MapRoutes(WebApplication app)
    {
        app.MapGet("/page", (HttpContext http) => $"hello {http.User.Identity!.Name}");
        app.MapGet("/api/v1/things", () => "read");
        app.MapPost("/api/v1/things", () => "changed");
        app.MapPost("/api/v1/line", () => "answered").RequireAuthorization(Policies.Terminal);
        app.MapPost("/api/v1/mode", () => "set").RequireAuthorization(Policies.Command);
        app.MapPost("/api/v1/folk", () => "administered").RequireAuthorization(Policies.Administer);
        app.MapGet("/address", (HttpContext http) => $"{http.Request.Scheme} {http.Connection.RemoteIpAddress}").AllowAnonymous();
    }
}
