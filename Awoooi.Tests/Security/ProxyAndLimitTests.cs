using System.Net;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Security;

public sealed class ProxyAndLimitTests : IAsyncLifetime
{
    private readonly SecurityHost _host = new SecurityHost()
        .With("Awoooi:Security:TrustedProxies", "127.0.0.0/8, ::1")
        .With("Awoooi:Security:AttemptsPerAccount", "3")
        .With("Awoooi:Security:AttemptsPerAddress", "6");

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Behind_TLS_at_a_known_proxy_cookies_are_secure_and_the_address_is_the_caller_s()
    {
        await _host.JoinAsync("Ana", Roles.Monitor);
        using var browser = Behind("198.51.100.7");

        Assert.Equal("https 198.51.100.7", await browser.TextAsync("/address"));
        var response = await browser.SignInAsync("ana@example.org", SecurityHost.Password);

        Assert.All(response.Headers.GetValues("Set-Cookie").Where(cookie => cookie.StartsWith("awoooi.", StringComparison.Ordinal)), cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Equal("198.51.100.7", await _host.ScalarAsync<string>("select address from sessions order by id desc limit 1"));
    }

    [Fact]
    public async Task Behind_TLS_browsers_are_told_to_stay_there()
    {
        using var browser = Behind("198.51.100.7");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/login", UriKind.Relative));
        request.Headers.Host = "awoooi.example.org";

        Assert.Equal("max-age=31536000", Assert.Single((await browser.SendAsync(request)).Headers.GetValues("Strict-Transport-Security")));
    }

    [Fact]
    public async Task Guessing_at_one_account_is_slowed_down()
    {
        using var browser = Behind("198.51.100.8");
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("bo@example.org", "a wrong password")).StatusCode);
        }

        var response = await browser.SignInAsync("BO@example.org ", "a wrong password");

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync("other@example.org", "a wrong password")).StatusCode);
    }

    [Fact]
    public async Task Guessing_from_one_address_is_slowed_down_and_others_are_not()
    {
        using var browser = Behind("198.51.100.9");
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SignInAsync($"p{i}@example.org", "a wrong password")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await browser.SignInAsync("p9@example.org", "a wrong password")).StatusCode);
        using var other = Behind("198.51.100.10");
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.SignInAsync("p9@example.org", "a wrong password")).StatusCode);
    }

    private TestBrowser Behind(string address)
    {
        var browser = new TestBrowser(_host.Base);
        browser.Headers.Add("X-Forwarded-For", address);
        browser.Headers.Add("X-Forwarded-Proto", "https");
        return browser;
    }
}
