using System.Net;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Security;

public sealed class PasskeyTests(SecurityHost host) : IClassFixture<SecurityHost>
{
    private static int _names;

    [Fact]
    public async Task A_passkey_that_was_added_signs_in_without_name_or_password()
    {
        using var key = Key();
        var name = await OwnerAsync(key);
        using var browser = host.Browser();

        var response = await AnswerAsync(browser, key, "/login?ReturnUrl=%2Fpage", "/login/passkey-options");

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal($"hello {name}", await browser.TextAsync("/page"));
        Assert.Equal(1, (await host.People.FindAsync(SecurityHost.Email(name), CancellationToken.None))!.Passkeys);
    }

    [Fact]
    public async Task A_passkey_opens_what_wrong_passwords_closed()
    {
        using var key = Key();
        var name = await OwnerAsync(key);
        await host.ExecuteAsync($"update accounts set lockout_end = now() + interval '5 minutes' where name = '{name}'");
        using var browser = host.Browser();

        await AnswerAsync(browser, key, "/login", "/login/passkey-options");

        Assert.True(browser.SignedIn);
    }

    [Fact]
    public async Task A_locked_account_is_closed_to_its_passkey()
    {
        using var key = Key();
        var name = await OwnerAsync(key);
        await host.ExecuteAsync($"update accounts set locked_at = now() where name = '{name}'");
        using var browser = host.Browser();

        var response = await AnswerAsync(browser, key, "/login", "/login/passkey-options");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.False(browser.SignedIn);
    }

    [Fact]
    public async Task A_key_that_does_not_ask_for_its_person_is_refused()
    {
        using var key = Key();
        await OwnerAsync(key);
        key.VerifiesUser = false;
        using var browser = host.Browser();

        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(browser, key, "/login", "/login/passkey-options")).StatusCode);
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        using var key = Key();
        using var browser = host.Browser();

        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(browser, key, "/login", "/login/passkey-options")).StatusCode);
    }

    [Fact]
    public async Task A_key_of_another_site_is_refused()
    {
        using var key = Key();
        await OwnerAsync(key);
        using var browser = host.Browser();
        browser.Headers.Host = $"127.0.0.1:{host.Base.Port}";

        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(browser, key, "/login", "/login/passkey-options")).StatusCode);
    }

    [Fact]
    public async Task An_answer_cannot_be_used_again()
    {
        using var key = Key();
        await OwnerAsync(key);
        using var browser = host.Browser();
        var credential = key.Answer(await ChallengeAsync(browser, "/login", "/login/passkey-options"));
        await browser.SubmitAsync("/login", "Passkey", ("Passkey.Credential", credential));
        Assert.True(browser.SignedIn);

        using var thief = host.Browser();
        await ChallengeAsync(thief, "/login", "/login/passkey-options");

        Assert.Equal(HttpStatusCode.Unauthorized, (await thief.SubmitAsync("/login", "Passkey", ("Passkey.Credential", credential))).StatusCode);
    }

    [Fact]
    public async Task Step_up_takes_a_passkey_of_the_same_person_only()
    {
        using var own = Key();
        using var foreign = Key();
        var name = await OwnerAsync(own);
        await OwnerAsync(foreign);
        using var browser = await host.SignedInAsync(name);
        await AgeAsync(name);

        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(browser, foreign, "/login/step-up", "/login/step-up/passkey-options")).StatusCode);
        Assert.False(await IsFreshAsync(name));

        Assert.Equal(HttpStatusCode.Redirect, (await AnswerAsync(browser, own, "/login/step-up", "/login/step-up/passkey-options")).StatusCode);
        Assert.True(await IsFreshAsync(name));
    }

    [Fact]
    public async Task A_challenge_for_signing_in_is_none_for_step_up()
    {
        using var key = Key();
        var name = await OwnerAsync(key);
        using var browser = await host.SignedInAsync(name);
        await AgeAsync(name);
        using var guest = host.Browser();
        var options = await ChallengeAsync(guest, "/login", "/login/passkey-options");
        browser.Headers.Add("Cookie", $"awoooi.passkey={guest.Cookies["awoooi.passkey"]}");

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.SubmitAsync("/login/step-up", "Passkey", ("Passkey.Credential", key.Answer(options)))).StatusCode);
        Assert.False(await IsFreshAsync(name));
    }

    [Fact]
    public async Task Adding_a_passkey_needs_a_fresh_step_up()
    {
        using var key = Key();
        var name = await SomebodyAsync();
        using var browser = await host.SignedInAsync(name);
        var options = await ChallengeAsync(browser, "/settings/access", "/settings/access/passkey-options");
        var page = await browser.PageAsync("/settings/access");
        var fields = page.QuerySelectorAll("form").Single(form => form.GetAttribute("data-passkey") == "create").QuerySelectorAll("input").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value") ?? "");
        fields["Passkey.Credential"] = key.Create(options);
        await AgeAsync(name);

        await browser.PostAsync("/settings/access", new FormUrlEncodedContent(fields));

        Assert.Equal(0, (await host.People.FindAsync(SecurityHost.Email(name), CancellationToken.None))!.Passkeys);
    }

    [Fact]
    public async Task A_passkey_can_be_removed_and_opens_nothing_then()
    {
        using var key = Key();
        var name = await OwnerAsync(key);
        using var browser = await host.SignedInAsync(name);
        var id = (await browser.PageAsync("/settings/access")).QuerySelector("button[name='Remove.Id']")!.GetAttribute("value")!;

        await browser.SubmitAsync("/settings/access", "Remove", ("Remove.Id", id));

        Assert.Equal(0, (await host.People.FindAsync(SecurityHost.Email(name), CancellationToken.None))!.Passkeys);
        using var other = host.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await AnswerAsync(other, key, "/login", "/login/passkey-options")).StatusCode);
    }

    private SoftwareAuthenticator Key() => new($"http://localhost:{host.Base.Port}", "localhost");

    private async Task<string> SomebodyAsync()
    {
        var name = $"Keeper{Interlocked.Increment(ref _names)}";
        await host.JoinAsync(name, Roles.Sre);
        return name;
    }

    private async Task<string> OwnerAsync(SoftwareAuthenticator key)
    {
        var name = await SomebodyAsync();
        using var browser = await host.SignedInAsync(name);
        var options = await ChallengeAsync(browser, "/settings/access", "/settings/access/passkey-options");
        var response = await browser.SubmitAsync("/settings/access", "Passkey", ("Passkey.Credential", key.Create(options)), ("Passkey.Name", "laptop"));
        Assert.Contains("Passkey added.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        return name;
    }

    private static async Task<HttpResponseMessage> AnswerAsync(TestBrowser browser, SoftwareAuthenticator key, string page, string options)
        => await browser.SubmitAsync(page, "Passkey", ("Passkey.Credential", key.Answer(await ChallengeAsync(browser, page, options))));

    private static async Task<string> ChallengeAsync(TestBrowser browser, string page, string options)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options, UriKind.Relative));
        request.Headers.Add("RequestVerificationToken", await browser.FormTokenAsync(page));
        var response = await browser.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync();
    }

    private Task AgeAsync(string name) => host.ExecuteAsync($"update sessions set step_up_at = now() - interval '6 minutes' where account_id = (select id from accounts where name = '{name}')");

    private Task<bool> IsFreshAsync(string name) => host.ScalarAsync<bool>($"select step_up_at > now() - interval '1 minute' from sessions where account_id = (select id from accounts where name = '{name}')");
}
