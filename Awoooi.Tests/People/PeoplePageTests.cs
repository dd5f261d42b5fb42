using System.Net;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.People;

public sealed class PeoplePageTests : IAsyncLifetime
{
    private readonly SecurityHost _host = new();
    private Guid _bo;
    private TestBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        await _host.SetUpAsync();
        _bo = await _host.JoinAsync("Bo", Roles.Sre);
        _browser = await _host.SignedInAsync("Ada");
    }

    public async Task DisposeAsync()
    {
        _browser.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task An_invitation_made_on_the_page_lets_somebody_join()
    {
        var page = await TestBrowser.ReadAsync(await _browser.SubmitAsync("/people", "Invite", ("Invite.Name", "Cy"), ("Invite.Email", "cy@example.org"), ("Invite.SRE", "true")));
        var link = new Uri(page.QuerySelector("[data-testid=secret]")!.GetAttribute("value")!);
        Assert.Equal(_host.Base.Authority, link.Authority);

        using var joining = _host.Browser();
        await joining.SubmitAsync(link.PathAndQuery, "Enrol", ("Enrol.Password", SecurityHost.Password));

        Assert.Equal("hello Cy", await joining.TextAsync("/page"));
        Assert.Equal(Roles.Sre | Roles.Monitor, (await _host.People.FindAsync("cy@example.org", CancellationToken.None))!.Roles);
        Assert.Null((await _browser.PageAsync("/people")).QuerySelector("[data-testid=secret]"));
    }

    [Fact]
    public async Task A_refused_invitation_says_why_and_keeps_what_was_typed()
    {
        var page = await TestBrowser.ReadAsync(await _browser.SubmitAsync("/people", "Invite", ("Invite.Name", "Bo again"), ("Invite.Email", "bo@example.org")));

        Assert.Contains("There is an account with this e-mail already.", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Bo again", page.QuerySelector("input[name='Invite.Name']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Roles_are_changed_on_the_page()
    {
        var response = await _browser.SubmitAsync($"/people?person={_bo}", "Change", ("Change.Commander", "true"));

        Assert.Contains("Roles changed.", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(Roles.Sre | Roles.Commander, (await _host.People.FindAsync(_bo.ToString(), CancellationToken.None))!.Roles);
    }

    [Fact]
    public async Task The_page_locks_unlocks_and_resets()
    {
        await _browser.SubmitAsync($"/people?person={_bo}", "Lock");
        Assert.NotNull((await _host.People.FindAsync(_bo.ToString(), CancellationToken.None))!.LockedAt);

        await _browser.SubmitAsync($"/people?person={_bo}", "Lock");
        Assert.Null((await _host.People.FindAsync(_bo.ToString(), CancellationToken.None))!.LockedAt);

        var page = await TestBrowser.ReadAsync(await _browser.SubmitAsync($"/people?person={_bo}", "Reset"));
        Assert.Contains("/join?token=", page.QuerySelector("[data-testid=secret]")!.GetAttribute("value")!, StringComparison.Ordinal);
        Assert.False((await _host.People.FindAsync(_bo.ToString(), CancellationToken.None))!.HasPassword);
    }

    [Fact]
    public async Task An_invitation_is_withdrawn_and_a_token_revoked_on_the_page()
    {
        await _host.People.InviteAsync(Actor.Console, new NewPerson("cy@example.org", "Cy", Roles.Sre), CancellationToken.None);
        await _host.TokenAsync(_bo, Scopes.Read);
        var invitation = Assert.Single(await _host.People.InvitationsAsync(CancellationToken.None)).Id;
        var token = Assert.Single(await _host.Tokens.ListAsync(Actor.Console, CancellationToken.None)).Id;

        await _browser.SubmitAsync("/people", "Withdraw", ("Withdraw.Invitation", invitation.ToString()));
        await _browser.SubmitAsync("/people", "Revoke", ("Revoke.Token", token.ToString()));

        Assert.Empty(await _host.People.InvitationsAsync(CancellationToken.None));
        Assert.Empty(await _host.Tokens.ListAsync(Actor.Console, CancellationToken.None));
    }

    [Fact]
    public async Task Young_accounts_are_marked_once_the_installation_is_a_day_old()
    {
        Assert.DoesNotContain("cannot complete high or critical until", await _browser.TextAsync("/people"), StringComparison.Ordinal);

        await _host.ExecuteAsync("update accounts set created_at = now() - interval '2 days' where name = 'Ada'");

        Assert.Contains("cannot complete high or critical until", await _browser.TextAsync("/people"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_who_lost_the_right_posts_in_vain()
    {
        var cy = await _host.JoinAsync("Cy", Roles.Admin);
        using var browser = await _host.SignedInAsync("Cy");
        var page = await browser.PageAsync($"/people?person={_bo}");
        var fields = page.QuerySelectorAll("form").Single(form => form.QuerySelector("input[value=Lock]") is not null).QuerySelectorAll("input").ToDictionary(input => input.GetAttribute("name")!, input => input.GetAttribute("value")!);
        await _host.People.ChangeRolesAsync(Actor.Console, cy, Roles.Sre, CancellationToken.None);

        var response = await browser.PostAsync($"/people?person={_bo}", new FormUrlEncodedContent(fields));

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Null((await _host.People.FindAsync(_bo.ToString(), CancellationToken.None))!.LockedAt);
    }

    [Fact]
    public async Task The_page_speaks_Chinese()
    {
        _browser.Headers.AcceptLanguage.Clear();
        _browser.Headers.AcceptLanguage.ParseAdd("zh-TW");

        Assert.Contains("誰可以查看、簽核與變更規則。", await _browser.TextAsync("/people"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_makes_and_revokes_an_own_token()
    {
        using var browser = await _host.SignedInAsync("Bo");
        var page = await TestBrowser.ReadAsync(await browser.SubmitAsync("/settings/access", "Make", ("Make.Name", "ci"), ("Make.sign", "true")));
        var secret = page.QuerySelector("[data-testid=secret]")!.GetAttribute("value")!;

        var token = Assert.Single(await _host.Tokens.ListAsync(Actor.Console, CancellationToken.None));
        Assert.Equal((_bo, Scopes.Read | Scopes.Sign), (token.OwnerId, token.Scopes));
        Assert.StartsWith(token.Prefix, secret, StringComparison.Ordinal);
        Assert.Equal(90, (token.ExpiresAt - token.CreatedAt).TotalDays);

        await browser.SubmitAsync("/settings/access", "Revoke", ("Revoke.Id", token.Id.ToString()));
        Assert.Empty(await _host.Tokens.ListAsync(Actor.Console, CancellationToken.None));
    }
}
