using System.Net;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Security;

public sealed class RouteTests(SecurityHost host) : IClassFixture<SecurityHost>
{
    [Fact]
    public async Task The_API_answers_nobody_with_401_and_a_problem()
    {
        using var browser = host.Browser();

        var response = await browser.GetAsync("/api/v1/things");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/setup?token=x")]
    [InlineData("/join")]
    [InlineData("/css/tokens.css")]
    public async Task What_leads_to_sign_in_needs_none(string path)
    {
        using var browser = host.Browser();

        Assert.NotEqual(HttpStatusCode.Redirect, (await browser.GetAsync(path)).StatusCode);
    }

    [Theory]
    [InlineData("/people")]
    [InlineData("/settings/access")]
    [InlineData("/login/step-up")]
    [InlineData("/nowhere")]
    public async Task Everything_else_asks_who_one_is(string path)
    {
        using var browser = host.Browser();

        var response = await browser.GetAsync(path);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.StartsWith("/login?ReturnUrl=", response.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page")]
    [InlineData("/login")]
    [InlineData("/api/v1/things")]
    public async Task Every_answer_carries_the_content_policy(string path)
    {
        using var browser = host.Browser();

        var response = await browser.GetAsync(path);

        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Matches(
            "^default-src 'self'; script-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'; style-src-elem 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
            + "connect-src 'self' wss:; frame-src 'none'; frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'$", policy);
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
        Assert.False(response.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task The_only_inline_script_carries_the_nonce_of_its_answer()
    {
        using var browser = host.Browser();

        var response = await browser.GetAsync("/login");
        var nonce = response.Headers.GetValues("Content-Security-Policy").Single().Split("'nonce-")[1].Split('\'')[0];
        var page = await TestBrowser.ReadAsync(response);

        Assert.All(page.QuerySelectorAll("script:not([src])"), script => Assert.Equal(nonce, script.GetAttribute("nonce")));
        Assert.Empty(page.QuerySelectorAll("style, iframe"));
        Assert.NotEqual(nonce, (await browser.GetAsync("/login")).Headers.GetValues("Content-Security-Policy").Single().Split("'nonce-")[1].Split('\'')[0]);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example", 403)]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("X-Other", "x", 200)]
    public async Task A_change_that_another_site_sends_with_the_cookie_is_refused(string header, string value, int status)
    {
        var name = await SomebodyAsync(Roles.Sre);
        using var browser = await host.SignedInAsync(name);
        browser.Headers.Add(header, value);

        Assert.Equal(status, (int)(await browser.PostAsync("/api/v1/things")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/v1/things")).StatusCode);
    }

    [Theory]
    [InlineData(Roles.Monitor, 200, 403, 403, 403, 403)]
    [InlineData(Roles.Sre, 200, 200, 200, 403, 403)]
    [InlineData(Roles.Commander, 200, 200, 200, 200, 403)]
    [InlineData(Roles.Admin, 200, 403, 403, 403, 200)]
    public async Task Each_role_has_its_rights_and_no_more(Roles roles, int read, int sign, int terminal, int command, int administer)
    {
        using var browser = await host.SignedInAsync(await SomebodyAsync(roles));

        Assert.Equal(
            [read, sign, terminal, command, administer],
            [
                (int)(await browser.GetAsync("/api/v1/things")).StatusCode,
                (int)(await browser.PostAsync("/api/v1/things")).StatusCode,
                (int)(await browser.PostAsync("/api/v1/line")).StatusCode,
                (int)(await browser.PostAsync("/api/v1/mode")).StatusCode,
                (int)(await browser.PostAsync("/api/v1/folk")).StatusCode,
            ]);
    }

    [Fact]
    public async Task The_people_page_is_for_administrators()
    {
        using var browser = await host.SignedInAsync(await SomebodyAsync(Roles.Commander));

        Assert.Equal("/denied", (await browser.GetAsync("/people")).Headers.Location!.AbsolutePath);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/denied")).StatusCode);
    }

    [Fact]
    public async Task Headers_of_an_unknown_proxy_are_not_believed()
    {
        using var browser = host.Browser();
        browser.Headers.Add("X-Forwarded-For", "203.0.113.9");
        browser.Headers.Add("X-Forwarded-Proto", "https");

        Assert.StartsWith("http ", await browser.TextAsync("/address"), StringComparison.Ordinal);
        Assert.DoesNotContain("203.0.113.9", await browser.TextAsync("/address"), StringComparison.Ordinal);
    }

    private static int _names;

    private async Task<string> SomebodyAsync(Roles roles)
    {
        var name = $"Route{Interlocked.Increment(ref _names)}";
        await host.JoinAsync(name, roles);
        return name;
    }
}
