using System.Net;
using System.Net.Http.Headers;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Security;

public sealed class TokenTests(SecurityHost host) : IClassFixture<SecurityHost>
{
    private static int _names;

    [Theory]
    [InlineData(Roles.Sre, Scopes.Read, "GET", "/api/v1/things", 200)]
    [InlineData(Roles.Sre, Scopes.Terminal | Scopes.Sign, "GET", "/api/v1/things", 403)]
    [InlineData(Roles.Sre, Scopes.Sign, "POST", "/api/v1/things", 200)]
    [InlineData(Roles.Sre, Scopes.Read | Scopes.Terminal, "POST", "/api/v1/things", 403)]
    [InlineData(Roles.Sre, Scopes.Terminal, "POST", "/api/v1/line", 200)]
    [InlineData(Roles.Sre, Scopes.Read | Scopes.Sign, "POST", "/api/v1/line", 403)]
    [InlineData(Roles.Monitor, Scopes.Read | Scopes.Terminal | Scopes.Sign, "GET", "/api/v1/things", 200)]
    [InlineData(Roles.Monitor, Scopes.Read | Scopes.Terminal | Scopes.Sign, "POST", "/api/v1/things", 403)]
    [InlineData(Roles.Monitor, Scopes.Read | Scopes.Terminal | Scopes.Sign, "POST", "/api/v1/line", 403)]
    [InlineData(Roles.Commander, Scopes.Read | Scopes.Terminal | Scopes.Sign, "POST", "/api/v1/mode", 403)]
    [InlineData(Roles.Admin, Scopes.Read | Scopes.Terminal | Scopes.Sign, "POST", "/api/v1/folk", 403)]
    public async Task A_token_does_what_both_its_scopes_and_its_owner_may(Roles roles, Scopes scopes, string method, string path, int status)
    {
        using var client = await ClientAsync(await SomebodyAsync(roles), scopes);

        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        var response = await client.SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 403)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Theory]
    [InlineData("expires_at = now()")]
    [InlineData("revoked_at = now()")]
    public async Task An_ended_token_is_refused(string end)
    {
        var owner = await SomebodyAsync(Roles.Sre);
        using var client = await ClientAsync(owner, Scopes.Read);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/v1/things")).StatusCode);

        await host.ExecuteAsync($"update access_tokens set {end} where account_id = '{owner}'");

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/things")).StatusCode);
    }

    [Fact]
    public async Task A_locked_owner_takes_the_token_along()
    {
        var owner = await SomebodyAsync(Roles.Sre);
        using var client = await ClientAsync(owner, Scopes.Read);

        await host.People.LockAsync(Actor.Console, owner, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/v1/things")).StatusCode);
    }

    [Theory]
    [InlineData("awo_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("awo_")]
    [InlineData("something-else")]
    public async Task An_unknown_token_gets_401_and_a_problem(string token)
    {
        using var client = host.Browser();
        client.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);

        var response = await client.GetAsync("/api/v1/things");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Bearer", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_opens_no_page()
    {
        using var client = await ClientAsync(await SomebodyAsync(Roles.Admin), Scopes.Read);

        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/page")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/settings/access")).StatusCode);
    }

    [Fact]
    public async Task Only_the_hash_is_stored_and_use_is_noted_to_the_minute()
    {
        var owner = await SomebodyAsync(Roles.Sre);
        var secret = await host.TokenAsync(owner, Scopes.Read);
        Assert.True(secret.Length >= 4 + 43);
        Assert.Equal(0, await host.ScalarAsync<long>($"select count(*) from access_tokens t where t::text like '%{secret}%'"));

        using var client = host.Browser();
        client.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        await client.GetAsync("/api/v1/things");

        Assert.True(await host.ScalarAsync<bool>($"select last_used_at = date_trunc('minute', last_used_at) from access_tokens where account_id = '{owner}'"));
    }

    [Theory]
    [InlineData(0, PeopleRefusal.ExpiryInvalid)]
    [InlineData(1, null)]
    [InlineData(366 * 24, null)]
    [InlineData((366 * 24) + 1, PeopleRefusal.ExpiryInvalid)]
    public async Task A_token_ends_within_a_year(int hours, PeopleRefusal? refusal)
    {
        var owner = await SomebodyAsync(Roles.Sre);

        Assert.Equal(refusal, (await host.Tokens.AddAsync(Actor.Console, owner, "ci", Scopes.Read, TimeSpan.FromHours(hours), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Nobody_makes_a_token_for_somebody_else_or_by_a_token()
    {
        var (admin, other) = (await SomebodyAsync(Roles.Admin), await SomebodyAsync(Roles.Commander));
        var actor = new Actor { PersonId = admin, Name = "x", Roles = Roles.Admin, Via = ActorVia.Browser, Scopes = Scopes.Read };

        Assert.Equal(PeopleRefusal.NotAllowed, (await host.Tokens.AddAsync(actor, other, "x", Scopes.Sign, TimeSpan.FromDays(1), CancellationToken.None)).Refusal);
        Assert.Equal(PeopleRefusal.NotAllowed, (await host.Tokens.AddAsync(actor with { Via = ActorVia.Token }, admin, "x", Scopes.Sign, TimeSpan.FromDays(1), CancellationToken.None)).Refusal);
        Assert.Null((await host.Tokens.AddAsync(actor, admin, "x", Scopes.Sign, TimeSpan.FromDays(1), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task A_person_revokes_own_tokens_and_an_administrator_any()
    {
        var (owner, other, admin) = (await SomebodyAsync(Roles.Sre), await SomebodyAsync(Roles.Sre), await SomebodyAsync(Roles.Admin));
        var (first, second) = (await MakeAsync(owner), await MakeAsync(owner));

        Assert.Equal(PeopleRefusal.NotFound, await host.Tokens.RevokeAsync(Browser(other, Roles.Sre), first, CancellationToken.None));
        Assert.Null(await host.Tokens.RevokeAsync(Browser(owner, Roles.Sre), first, CancellationToken.None));
        Assert.Null(await host.Tokens.RevokeAsync(Browser(admin, Roles.Admin), second, CancellationToken.None));
        Assert.Empty(await host.Tokens.ListAsync(Browser(owner, Roles.Sre), CancellationToken.None));
    }

    private static Actor Browser(Guid person, Roles roles) => new() { PersonId = person, Name = "x", Roles = roles, Via = ActorVia.Browser, Scopes = Scopes.Read };

    private async Task<Guid> MakeAsync(Guid owner) => (await host.Tokens.AddAsync(Actor.Console, owner, "ci", Scopes.Read, TimeSpan.FromDays(1), CancellationToken.None)).Id;

    private Task<Guid> SomebodyAsync(Roles roles) => host.JoinAsync($"Owner{Interlocked.Increment(ref _names)}", roles);

    private async Task<TestBrowser> ClientAsync(Guid owner, Scopes scopes)
    {
        var client = host.Browser();
        client.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await host.TokenAsync(owner, scopes));
        return client;
    }
}
