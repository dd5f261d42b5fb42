using System.Net;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Security;

namespace Awoooi.Tests.Security;

public sealed class SetupTests : IAsyncLifetime
{
    private readonly SecurityHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_setup_link_makes_the_first_account_and_signs_it_in()
    {
        var path = await LinkAsync();
        using var browser = _host.Browser();

        var response = await EnrolAsync(browser, path);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (response.StatusCode, Where(response)));
        Assert.Equal("hello Ada", await browser.TextAsync("/page"));
        var person = Assert.Single(await _host.People.ListAsync(CancellationToken.None));
        Assert.Equal(Roles.Admin | Roles.Commander, person.Roles);
        Assert.Null(person.Standing.Last.By);
        Assert.Equal(1, await _host.ScalarAsync<long>("select count(*) from audit_entries where action = 'setup_link.used' and after->>'address' <> ''"));
    }

    [Fact]
    public async Task It_works_once()
    {
        var path = await LinkAsync();
        using var first = _host.Browser();
        await EnrolAsync(first, path);

        using var second = _host.Browser();

        Assert.Equal(HttpStatusCode.Gone, (await second.GetAsync(path)).StatusCode);
        Assert.Single(await _host.People.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Of_many_who_use_it_at_once_one_succeeds()
    {
        var link = await _host.Links.MakeSetupAsync(Actor.Console, true, CancellationToken.None);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            _host.Links.UseAsync(link!.Secret!, SecurityHost.Enrolment($"P{i}", $"p{i}@example.org"), SecurityHost.Here, CancellationToken.None)));

        Assert.Single(outcomes, outcome => outcome.Refusal is null);
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal(PeopleRefusal.LinkDead, outcome.Refusal));
        Assert.Single(await _host.People.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task It_is_void_after_a_day()
    {
        var path = await LinkAsync();
        await _host.ExecuteAsync("update one_time_links set expires_at = now() - interval '1 second'");
        using var browser = _host.Browser();

        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task It_lives_a_day()
    {
        await LinkAsync();

        Assert.Equal(TimeSpan.FromHours(24), await _host.ScalarAsync<TimeSpan>("select expires_at - created_at from one_time_links"));
    }

    [Fact]
    public async Task Every_setup_link_is_void_once_there_is_an_administrator()
    {
        var (first, second) = (await LinkAsync(), await LinkAsync());
        using var browser = _host.Browser();
        await EnrolAsync(browser, first);

        using var other = _host.Browser();

        Assert.Equal(HttpStatusCode.Gone, (await other.GetAsync(second)).StatusCode);
        var secret = second.Split("token=")[1];
        Assert.Equal(PeopleRefusal.LinkDead, (await _host.Links.UseAsync(secret, SecurityHost.Enrolment("Eve", "eve@example.org"), SecurityHost.Here, CancellationToken.None)).Refusal);
        Assert.Null(await _host.Links.MakeSetupAsync(Actor.Console, true, CancellationToken.None));
    }

    [Fact]
    public async Task A_new_one_by_command_withdraws_the_earlier()
    {
        var earlier = await LinkAsync();
        await _host.Links.MakeSetupAsync(Actor.Console, withdrawEarlier: true, CancellationToken.None);
        using var browser = _host.Browser();

        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(earlier)).StatusCode);
    }

    [Fact]
    public async Task Replicas_that_start_together_print_links_that_all_work()
    {
        var links = new[] { await LinkAsync(), await LinkAsync(), await LinkAsync() };
        using var browser = _host.Browser();

        foreach (var link in links)
        {
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
        }
    }

    [Theory]
    [InlineData("short pass1", "12 characters")]
    [InlineData("aaaaaaaaaaaaaaaa", "12 characters")]
    public async Task A_weak_password_is_refused_and_the_link_stays_good(string password, string says)
    {
        var path = await LinkAsync();
        using var browser = _host.Browser();

        var refused = await EnrolAsync(browser, path, password);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains(says, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await EnrolAsync(browser, path)).StatusCode);
    }

    [Fact]
    public async Task Only_the_hash_of_the_link_is_stored()
    {
        var secret = (await LinkAsync()).Split("token=")[1];

        Assert.True(secret.Length >= 43);
        Assert.Equal(0, await _host.ScalarAsync<long>($"select count(*) from one_time_links l where l::text like '%{secret}%'"));
    }

    [Fact]
    public async Task An_invitation_is_no_setup_link()
    {
        var link = await _host.People.InviteAsync(Actor.Console, new NewPerson("bo@example.org", "Bo", Roles.Monitor), CancellationToken.None);
        using var browser = _host.Browser();

        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(LinkPaths.Setup(link.Secret!))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(LinkPaths.Join(link.Secret!))).StatusCode);
    }

    [Fact]
    public async Task The_page_speaks_Chinese()
    {
        var path = await LinkAsync();
        using var browser = _host.Browser();
        browser.Headers.AcceptLanguage.Clear();
        browser.Headers.AcceptLanguage.ParseAdd("zh-TW");

        Assert.Contains("建立第一個帳號", await browser.TextAsync(path), StringComparison.Ordinal);
    }

    private static string Where(HttpResponseMessage response) => response.Headers.Location!.IsAbsoluteUri ? response.Headers.Location.PathAndQuery : response.Headers.Location.ToString();

    private static Task<HttpResponseMessage> EnrolAsync(TestBrowser browser, string path, string password = SecurityHost.Password)
        => browser.SubmitAsync(path, "Enrol", ("Enrol.Name", "Ada"), ("Enrol.Email", "ada@example.org"), ("Enrol.Password", password));

    private async Task<string> LinkAsync() => (await LinkPaths.MakeSetupAsync(_host.Links, CancellationToken.None))!;
}
