using Awoooi.Core.People;
using Awoooi.Infrastructure.Postgres.People;
using Awoooi.Tests.TestKit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.People;

public sealed class PeopleStoreTests : IAsyncLifetime
{
    private readonly SecurityHost _host = new();
    private Guid _ada;

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _ada = await _host.SetUpAsync();
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task The_migrations_match_the_model()
    {
        await using var scope = _host.Services.CreateAsyncScope();

        Assert.False(scope.ServiceProvider.GetRequiredService<AwoooiDb>().Database.HasPendingModelChanges());
    }

    [Fact]
    public async Task A_raised_account_says_when_and_by_whom_and_a_lowered_one_is_not_raised()
    {
        var bo = await _host.JoinAsync("Bo", Roles.Sre);

        Assert.Null(await _host.People.ChangeRolesAsync(Ada, bo, Roles.Monitor, CancellationToken.None));
        Assert.Null((await PersonAsync(bo)).Standing.Raised);

        Assert.Null(await _host.People.ChangeRolesAsync(Ada, bo, Roles.Commander, CancellationToken.None));
        Assert.Equal((AccountEvent.Raised, _ada), ((await PersonAsync(bo)).Standing.Last.Kind, (await PersonAsync(bo)).Standing.Last.By));
    }

    [Fact]
    public async Task An_invited_account_says_who_invited_it()
    {
        var link = await _host.People.InviteAsync(Ada, new NewPerson("cy@example.org", "Cy", Roles.Sre), CancellationToken.None);
        await _host.Links.UseAsync(link.Secret!, SecurityHost.Enrolment("Cy", "ignored@example.org"), SecurityHost.Here, CancellationToken.None);

        var cy = await _host.People.FindAsync("CY@example.org", CancellationToken.None);

        Assert.Equal((AccountEvent.Created, _ada), (cy!.Standing.Last.Kind, cy.Standing.Last.By));
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        Assert.Equal(PeopleRefusal.LastAdministrator, await _host.People.ChangeRolesAsync(Actor.Console, _ada, Roles.Commander, CancellationToken.None));
        Assert.Equal(PeopleRefusal.LastAdministrator, await _host.People.LockAsync(Actor.Console, _ada, CancellationToken.None));
        Assert.Equal(PeopleRefusal.LastAdministrator, (await _host.People.ResetAsync(Ada, _ada, CancellationToken.None)).Refusal);

        var bo = await _host.JoinAsync("Bo", Roles.Admin);

        Assert.Null(await _host.People.ChangeRolesAsync(Actor.Console, _ada, Roles.Commander, CancellationToken.None));
        Assert.Equal(PeopleRefusal.LastAdministrator, await _host.People.LockAsync(Actor.Console, bo, CancellationToken.None));
    }

    [Fact]
    public async Task Two_administrators_who_lower_each_other_at_once_leave_one()
    {
        var bo = await _host.JoinAsync("Bo", Roles.Admin);

        var refusals = await Task.WhenAll(
            _host.People.ChangeRolesAsync(Actor.Console, _ada, Roles.Monitor, CancellationToken.None),
            _host.People.ChangeRolesAsync(Actor.Console, bo, Roles.Monitor, CancellationToken.None));

        Assert.Equal([null, PeopleRefusal.LastAdministrator], refusals.Order());
    }

    [Fact]
    public async Task A_reset_takes_everything_and_its_link_gives_a_new_password()
    {
        var bo = await _host.JoinAsync("Bo", Roles.Sre);
        using var browser = await _host.SignedInAsync("Bo");
        var token = await _host.TokenAsync(bo, Scopes.Read);

        var link = await _host.People.ResetAsync(Ada, bo, CancellationToken.None);

        Assert.Equal((AccountEvent.Reset, _ada), ((await PersonAsync(bo)).Standing.Last.Kind, (await PersonAsync(bo)).Standing.Last.By));
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await browser.GetAsync("/page")).StatusCode);
        Assert.Null(await _host.Services.GetRequiredService<IActors>().OfTokenAsync(token, CancellationToken.None));
        using var refused = await _host.SignedInAsync("Bo");
        Assert.False(refused.SignedIn);

        await _host.ExecuteAsync("update accounts set reset_at = now() - interval '23 hours' where name = 'Bo'");
        using var joining = _host.Browser();
        await joining.SubmitAsync($"/join?token={link.Secret}", "Enrol", ("Enrol.Password", "another horse battery"));
        Assert.Equal("hello Bo", await joining.TextAsync("/page"));
        Assert.True(await _host.ScalarAsync<bool>("select reset_at > now() - interval '1 minute' from accounts where name = 'Bo'"));
    }

    [Fact]
    public async Task A_second_invitation_withdraws_the_first()
    {
        var person = new NewPerson("cy@example.org", "Cy", Roles.Sre);
        var first = await _host.People.InviteAsync(Ada, person, CancellationToken.None);
        var second = await _host.People.InviteAsync(Ada, person with { Roles = Roles.Monitor }, CancellationToken.None);

        Assert.Null(await _host.Links.FindAsync(first.Secret!, CancellationToken.None));
        Assert.NotNull(await _host.Links.FindAsync(second.Secret!, CancellationToken.None));
        Assert.Equal(Roles.Monitor, Assert.Single(await _host.People.InvitationsAsync(CancellationToken.None)).Roles);
    }

    [Fact]
    public async Task A_withdrawn_invitation_is_dead()
    {
        var link = await _host.People.InviteAsync(Ada, new NewPerson("cy@example.org", "Cy", Roles.Sre), CancellationToken.None);
        var invitation = Assert.Single(await _host.People.InvitationsAsync(CancellationToken.None));

        Assert.Null(await _host.People.WithdrawAsync(Ada, invitation.Id, CancellationToken.None));

        Assert.Null(await _host.Links.FindAsync(link.Secret!, CancellationToken.None));
        Assert.Equal(PeopleRefusal.NotFound, await _host.People.WithdrawAsync(Ada, invitation.Id, CancellationToken.None));
    }

    [Theory]
    [InlineData("ada@example.org", "Ada", Roles.Sre, PeopleRefusal.EmailTaken)]
    [InlineData("ADA@EXAMPLE.ORG", "Ada", Roles.Sre, PeopleRefusal.EmailTaken)]
    [InlineData("not an e-mail", "Cy", Roles.Sre, PeopleRefusal.EmailInvalid)]
    [InlineData("cy@example.org", "", Roles.Sre, PeopleRefusal.NameMissing)]
    [InlineData("cy@example.org", "Cy", Roles.None, PeopleRefusal.RolesMissing)]
    public async Task A_wrong_invitation_is_refused(string email, string name, Roles roles, PeopleRefusal refusal)
        => Assert.Equal(refusal, (await _host.People.InviteAsync(Ada, new NewPerson(email, name, roles), CancellationToken.None)).Refusal);

    [Theory]
    [InlineData(Roles.Commander, ActorVia.Browser)]
    [InlineData(Roles.Admin, ActorVia.Token)]
    public async Task Nobody_but_an_administrator_in_a_browser_changes_people(Roles roles, ActorVia via)
    {
        var by = Ada with { Roles = roles, Via = via };

        Assert.Equal(PeopleRefusal.NotAllowed, (await _host.People.InviteAsync(by, new NewPerson("cy@example.org", "Cy", Roles.Sre), CancellationToken.None)).Refusal);
        Assert.Equal(PeopleRefusal.NotAllowed, await _host.People.ChangeRolesAsync(by, _ada, Roles.Monitor, CancellationToken.None));
        Assert.Equal(PeopleRefusal.NotAllowed, await _host.People.LockAsync(by, _ada, CancellationToken.None));
        Assert.Equal(PeopleRefusal.NotAllowed, await _host.People.UnlockAsync(by, _ada, CancellationToken.None));
        Assert.Equal(PeopleRefusal.NotAllowed, (await _host.People.ResetAsync(by, _ada, CancellationToken.None)).Refusal);
        Assert.Equal(PeopleRefusal.NotAllowed, await _host.People.WithdrawAsync(by, _ada, CancellationToken.None));
    }

    [Fact]
    public async Task Every_change_is_audited_and_a_refused_one_leaves_nothing()
    {
        var bo = await _host.JoinAsync("Bo", Roles.Sre);
        var before = await _host.ScalarAsync<long>("select count(*) from audit_entries");

        await _host.People.ChangeRolesAsync(Ada, bo, Roles.Commander, CancellationToken.None);
        await _host.People.LockAsync(Ada, bo, CancellationToken.None);
        await _host.People.UnlockAsync(Actor.Console, bo, CancellationToken.None);
        await _host.People.LockAsync(Ada, _ada, CancellationToken.None);

        Assert.Equal(before + 3, await _host.ScalarAsync<long>("select count(*) from audit_entries"));
        Assert.Equal($"Ada <{_ada}> person.roles_changed bo@example.org SRE Commander", await _host.ScalarAsync<string>(
            "select actor || ' ' || action || ' ' || subject || ' ' || (before->>'roles') || ' ' || (after->>'roles') from audit_entries where action = 'person.roles_changed'"));
        Assert.Equal("console", await _host.ScalarAsync<string>("select actor from audit_entries where action = 'person.unlocked'"));
    }

    [Fact]
    public async Task What_protects_cookies_is_in_the_database()
    {
        using var browser = await _host.SignedInAsync("Ada");

        Assert.True(browser.SignedIn);
        Assert.True(await _host.ScalarAsync<long>("select count(*) from data_protection_keys") >= 1);
    }

    private Actor Ada => new() { PersonId = _ada, Name = "Ada", Roles = Roles.Admin | Roles.Commander, Via = ActorVia.Browser, Scopes = Scopes.Read };

    private async Task<Person> PersonAsync(Guid id) => (await _host.People.FindAsync(id.ToString(), CancellationToken.None))!;
}
