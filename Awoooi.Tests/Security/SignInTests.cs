using System.Net;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Security;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Security;

public sealed class SignInTests(SecurityHost host) : IClassFixture<SecurityHost>
{
    private static int _names;

    [Fact]
    public async Task A_page_sends_to_sign_in_and_back()
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = host.Browser();

        var sent = await browser.GetAsync("/page?x=1");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Equal("/login?ReturnUrl=%2Fpage%3Fx%3D1", sent.Headers.Location!.PathAndQuery);

        var back = await browser.SignInAsync(SecurityHost.Email(name), SecurityHost.Password, sent.Headers.Location.PathAndQuery);
        Assert.Equal("/page?x=1", Where(back));
        Assert.Equal($"hello {name}", await browser.TextAsync("/page?x=1"));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("page")]
    public async Task A_return_to_another_site_is_refused(string goal)
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = host.Browser();

        var response = await browser.SignInAsync(SecurityHost.Email(name), SecurityHost.Password, $"/login?ReturnUrl={Uri.EscapeDataString(goal)}");

        Assert.True(browser.SignedIn);
        Assert.Equal("/", Where(response));
    }

    [Fact]
    public async Task The_page_says_where_one_goes_on_to()
    {
        using var browser = host.Browser();

        Assert.Contains("You will go on to APR-0231.", await browser.TextAsync("/login?ReturnUrl=%2Fwar-room%2FAPR-0231"), StringComparison.Ordinal);
        Assert.DoesNotContain("You will go on", await browser.TextAsync("/login?ReturnUrl=%2F%2Fevil.example%2FAPR-1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a wrong password", true)]
    [InlineData(SecurityHost.Password, false)]
    public async Task A_wrong_password_or_e_mail_is_refused_in_the_same_words(string password, bool known)
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = host.Browser();

        var response = await browser.SignInAsync(known ? SecurityHost.Email(name) : "nobody@example.org", password);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(browser.SignedIn);
        Assert.Contains("E-mail or password is wrong, or the account is closed for now.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task Five_wrong_passwords_close_the_account_for_a_while(int wrong, bool open)
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = host.Browser();
        for (var i = 0; i < wrong; i++)
        {
            await browser.SignInAsync(SecurityHost.Email(name), "a wrong password");
        }

        await browser.SignInAsync(SecurityHost.Email(name), SecurityHost.Password);
        Assert.Equal(open, browser.SignedIn);

        await host.ExecuteAsync($"update accounts set lockout_end = now() - interval '1 second' where name = '{name}' and lockout_end is not null");
        using var later = await host.SignedInAsync(name);
        Assert.True(later.SignedIn);
    }

    [Fact]
    public async Task Guesses_at_once_are_counted_one_by_one()
    {
        var name = await SomebodyAsync(Roles.Monitor);
        await using var scope = host.Services.CreateAsyncScope();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(async _ =>
        {
            await using var own = host.Services.CreateAsyncScope();
            await own.ServiceProvider.GetRequiredService<ISignIn>().WithPasswordAsync(SecurityHost.Email(name), "a wrong password", SecurityHost.Here, CancellationToken.None);
        }));

        Assert.True(await host.ScalarAsync<bool>($"select lockout_end > now() from accounts where name = '{name}'"));
        Assert.Null((await scope.ServiceProvider.GetRequiredService<ISignIn>().WithPasswordAsync(SecurityHost.Email(name), SecurityHost.Password, SecurityHost.Here, CancellationToken.None)).Session);
    }

    [Fact]
    public async Task The_session_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = host.Browser();

        var cookie = Assert.Single((await browser.SignInAsync(SecurityHost.Email(name), SecurityHost.Password)).Headers.GetValues("Set-Cookie"), value => value.StartsWith("awoooi.session=", StringComparison.Ordinal));

        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secure", cookie, StringComparison.OrdinalIgnoreCase);
        var expires = DateTimeOffset.Parse(cookie.Split("expires=")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(expires - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(29.9), TimeSpan.FromDays(30.1));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_even_for_a_copied_cookie()
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = await host.SignedInAsync(name);
        var copied = browser.Cookies["awoooi.session"];
        var token = await browser.FormTokenAsync("/login/step-up");

        var response = await browser.PostAsync("/logout", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]));
        Assert.Equal("/login", Where(response));

        using var thief = host.Browser();
        thief.Headers.Add("Cookie", $"awoooi.session={copied}");
        Assert.Equal(HttpStatusCode.Redirect, (await thief.GetAsync("/page")).StatusCode);
    }

    [Theory]
    [InlineData("/login", "Login.Email=a%40example.org&Login.Password=x&_handler=Login")]
    [InlineData("/logout", "")]
    [InlineData("/login/passkey-options", "")]
    public async Task A_form_without_its_token_is_refused(string path, string body)
    {
        using var browser = host.Browser();

        var response = await browser.PostAsync(path, new StringContent(body, null, "application/x-www-form-urlencoded"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_role_that_was_taken_counts_with_the_next_request()
    {
        var name = await SomebodyAsync(Roles.Sre | Roles.Commander);
        using var browser = await host.SignedInAsync(name);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/api/v1/mode")).StatusCode);

        var person = await host.People.FindAsync(SecurityHost.Email(name), CancellationToken.None);
        await host.People.ChangeRolesAsync(Actor.Console, person!.Id, Roles.Sre, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/api/v1/mode")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/api/v1/things")).StatusCode);
    }

    [Fact]
    public async Task A_locked_account_is_out_at_once_and_cannot_sign_in()
    {
        var name = await SomebodyAsync(Roles.Sre);
        using var browser = await host.SignedInAsync(name);
        var person = await host.People.FindAsync(SecurityHost.Email(name), CancellationToken.None);

        await host.People.LockAsync(Actor.Console, person!.Id, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/v1/things")).StatusCode);
        using var again = await host.SignedInAsync(name);
        Assert.False(again.SignedIn);
    }

    [Fact]
    public async Task A_circuit_loses_changed_rights_at_its_next_look()
    {
        var name = await SomebodyAsync(Roles.Sre);
        using var browser = await host.SignedInAsync(name);
        var session = await host.ScalarAsync<Guid>($"select s.id from sessions s join accounts a on a.id = s.account_id where a.name = '{name}'");
        var actors = host.Services.GetRequiredService<IActors>();
        var principal = PersonClaims.Of((await actors.OfSessionAsync(session, CancellationToken.None))!, session);
        using var recheck = new CircuitRecheck(Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, actors);
        Assert.True(await recheck.HoldsAsync(principal, CancellationToken.None));

        var person = await host.People.FindAsync(SecurityHost.Email(name), CancellationToken.None);
        await host.People.ChangeRolesAsync(Actor.Console, person!.Id, Roles.Monitor, CancellationToken.None);

        Assert.False(await recheck.HoldsAsync(principal, CancellationToken.None));
    }

    [Fact]
    public async Task A_session_unused_for_thirty_days_is_over()
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = await host.SignedInAsync(name);
        Assert.True(await host.ScalarAsync<bool>($"select bool_and(s.expires_at between now() + interval '29 days 23 hours' and now() + interval '30 days') from sessions s join accounts a on a.id = s.account_id where a.name = '{name}'"));

        await host.ExecuteAsync($"update sessions set expires_at = now() where account_id = (select id from accounts where name = '{name}')");

        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync("/page")).StatusCode);
    }

    [Fact]
    public async Task A_used_session_slides()
    {
        var name = await SomebodyAsync(Roles.Monitor);
        using var browser = await host.SignedInAsync(name);
        var mine = $"where account_id = (select id from accounts where name = '{name}')";
        await host.ExecuteAsync($"update sessions set last_seen_at = now() - interval '2 minutes', expires_at = now() + interval '1 hour' {mine}");

        await browser.GetAsync("/page");

        Assert.True(await host.ScalarAsync<bool>($"select expires_at > now() + interval '29 days' from sessions {mine}"));
    }

    [Fact]
    public async Task Step_up_by_password_is_recorded_in_the_session()
    {
        var name = await SomebodyAsync(Roles.Commander);
        using var browser = await host.SignedInAsync(name);
        var mine = $"from sessions where account_id = (select id from accounts where name = '{name}')";
        await host.ExecuteAsync($"update sessions set step_up_at = now() - interval '1 hour' where account_id = (select id from accounts where name = '{name}')");

        var wrong = await browser.SubmitAsync("/login/step-up?ReturnUrl=%2Fwar-room%2FAPR-0231", "StepUp", ("StepUp.Password", "a wrong password"));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        Assert.True(await host.ScalarAsync<bool>($"select step_up_at < now() - interval '59 minutes' {mine}"));

        var right = await browser.SubmitAsync("/login/step-up?ReturnUrl=%2Fwar-room%2FAPR-0231", "StepUp", ("StepUp.Password", SecurityHost.Password));
        Assert.Equal("/war-room/APR-0231", Where(right));
        Assert.True(await host.ScalarAsync<bool>($"select step_up_at > now() - interval '1 minute' {mine}"));
    }

    [Fact]
    public async Task No_account_keeps_more_than_twenty_sessions()
    {
        var name = await SomebodyAsync(Roles.Monitor);
        var person = await host.People.FindAsync(SecurityHost.Email(name), CancellationToken.None);
        await using var scope = host.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<ISignIn>();

        for (var i = 0; i < 23; i++)
        {
            Assert.NotNull((await signIn.AfterEnrolmentAsync(person!.Id, SecurityHost.Here, CancellationToken.None)).Session);
        }

        Assert.Equal(20, await host.ScalarAsync<long>($"select count(*) from sessions where account_id = '{person!.Id}'"));
    }

    private static string Where(HttpResponseMessage response) => response.Headers.Location is { } location ? location.IsAbsoluteUri ? location.PathAndQuery : location.ToString() : "";

    private async Task<string> SomebodyAsync(Roles roles)
    {
        var name = $"Person{Interlocked.Increment(ref _names)}";
        await host.JoinAsync(name, roles);
        return name;
    }
}
