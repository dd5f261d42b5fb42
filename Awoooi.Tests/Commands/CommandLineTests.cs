using Awoooi.Core.People;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Commands;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Commands;

public sealed class CommandLineTests : IAsyncLifetime, IDisposable
{
    private readonly SecurityHost _host = new();
    private readonly StringWriter _out = new();
    private readonly StringWriter _error = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    public void Dispose()
    {
        _out.Dispose();
        _error.Dispose();
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("--demo", true)]
    [InlineData("serve --urls http://localhost:1", true)]
    [InlineData("--help", false)]
    [InlineData("user list", false)]
    [InlineData("nonsense", false)]
    public void Options_alone_mean_to_serve(string line, bool serves) => Assert.Equal(serves, CommandLine.Serves(Words(line)));

    [Theory]
    [InlineData("nonsense", "There is no command nonsense.")]
    [InlineData("user fly", "There is no command user fly.")]
    [InlineData("user role a@example.org", "user role: something is missing. Usage: user role EMAIL ROLE[,ROLE]")]
    [InlineData("user role a@example.org root", "user role: root is not a list of Admin, Commander, SRE, Monitor.")]
    [InlineData("user lock a@example.org b", "user lock: b is one word too many.")]
    [InlineData("user add a@example.org --name A", "user add: --role is missing.")]
    [InlineData("user add a@example.org --name A --role", "user add: --role needs a value.")]
    [InlineData("user add a@example.org --colour red", "user add: there is no option --colour.")]
    [InlineData("token add --user a@example.org --scope fly --expires 90d", "token add: fly is not a list of read, terminal, sign.")]
    [InlineData("token add --user a@example.org --scope read --expires soon", "token add: soon is not a time such as 12h, 90d, 8w.")]
    [InlineData("token revoke 7", "token revoke: 7 is not a token's id.")]
    public async Task A_command_written_wrongly_says_how_and_ends_with_2(string line, string says)
    {
        Assert.Equal(2, await RunAsync(line));
        Assert.Contains(says, _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_lists_every_command()
    {
        Assert.Equal(0, await RunAsync("--help"));
        Assert.Contains("token add --user EMAIL", _out.ToString(), StringComparison.Ordinal);
        Assert.Contains("setup-link", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_refused_says_why_and_ends_with_1()
    {
        await _host.SetUpAsync();

        Assert.Equal(1, await RunAsync("user lock ada@example.org"));
        Assert.Equal(1, await RunAsync("user lock bo@example.org"));
        Assert.Equal(1, await RunAsync("setup-link"));
        Assert.Contains("user lock: nobody would be left to administer", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("user lock: there is no account bo@example.org", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("setup-link: there is an administrator already", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_link_prints_a_link_that_works()
    {
        Assert.Equal(0, await RunAsync("setup-link"));

        var link = new Uri(_out.ToString().Trim());
        Assert.Equal("ops.example.org", link.Host);
        using var browser = _host.Browser();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await browser.GetAsync(link.PathAndQuery)).StatusCode);
        Assert.Equal("console", await _host.ScalarAsync<string>("select actor from audit_entries where action = 'setup_link.made' order by seq desc limit 1"));
    }

    [Fact]
    public async Task A_user_joins_by_the_printed_link_with_the_given_role()
    {
        Assert.Equal(0, await RunAsync("user add bo@example.org --name Bo --role SRE,Commander"));
        using var browser = _host.Browser();
        await browser.SubmitAsync(new Uri(_out.ToString().Trim()).PathAndQuery, "Enrol", ("Enrol.Password", SecurityHost.Password));

        Assert.Equal("hello Bo", await browser.TextAsync("/page"));
        Assert.Equal(Roles.Sre | Roles.Commander, (await _host.People.FindAsync("bo@example.org", CancellationToken.None))!.Roles);
    }

    [Fact]
    public async Task Role_lock_unlock_and_list_do_what_they_say()
    {
        await _host.SetUpAsync();
        var bo = await _host.JoinAsync("Bo", Roles.Monitor);

        Assert.Equal(0, await RunAsync("user role bo@example.org SRE"));
        Assert.Equal(0, await RunAsync("user lock bo@example.org"));
        var locked = await _host.People.FindAsync(bo.ToString(), CancellationToken.None);
        Assert.Equal((Roles.Sre, true), (locked!.Roles, locked.LockedAt is not null));
        Assert.Equal(0, await RunAsync("user list"));
        Assert.Contains("bo@example.org\tBo\tSRE\tlocked\traised", _out.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, await RunAsync("user unlock bo@example.org"));
        Assert.Null((await _host.People.FindAsync(bo.ToString(), CancellationToken.None))!.LockedAt);
    }

    [Fact]
    public async Task A_reset_marks_the_account_and_may_help_the_last_administrator()
    {
        var ada = await _host.SetUpAsync();

        Assert.Equal(0, await RunAsync("user reset ada@example.org"));

        var standing = (await _host.People.FindAsync(ada.ToString(), CancellationToken.None))!.Standing;
        Assert.Equal((AccountEvent.Reset, null), (standing.Last.Kind, standing.Last.By));
        Assert.Equal("console", await _host.ScalarAsync<string>("select actor from audit_entries where action = 'person.reset'"));
    }

    [Fact]
    public async Task A_token_is_printed_once_works_and_is_revoked_by_its_id()
    {
        await _host.SetUpAsync();
        Assert.Equal(0, await RunAsync("token add --user ada@example.org --scope=read,sign --expires 90d --name ci"));
        var secret = _out.ToString().Trim();
        var actors = _host.Services.GetRequiredService<IActors>();
        Assert.Equal(Scopes.Read | Scopes.Sign, (await actors.OfTokenAsync(secret, CancellationToken.None))!.Scopes);

        var id = (await _host.Tokens.ListAsync(Actor.Console, CancellationToken.None)).Single().Id;
        Assert.Equal(0, await RunAsync($"token revoke {id}"));

        Assert.Null(await actors.OfTokenAsync(secret, CancellationToken.None));
        Assert.Equal(1, await RunAsync($"token revoke {id}"));
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private Task<int> RunAsync(string line)
        => CommandLine.RunAsync(Words(line), _ => Task.FromResult(CommandContext.From(_host.Services, "https://ops.example.org/", _out, _error)), _out, _error, CancellationToken.None);
}
