using Awoooi.Core.People;

namespace Awoooi.Tests.People;

public class RuleTests
{
    [Theory]
    [InlineData("abcdefghijk", false)]
    [InlineData("abcdefghijkl", true)]
    [InlineData("abcdabcdabcd", false)]
    [InlineData("abcdeabcdeab", true)]
    [InlineData("正確的馬電池釘書針安全可靠", true)]
    [InlineData("ada.lovelace@example.org", false)]
    [InlineData("ADA.lovelace@example.org", false)]
    public void A_password_is_long_and_no_repetition(string password, bool allowed)
        => Assert.Equal(allowed, PasswordRule.Allows(password, "ada.lovelace@example.org"));

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    public void The_work_of_hashing_is_bounded(int length, bool allowed)
        => Assert.Equal(allowed, PasswordRule.Allows(string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 26)))), "a@b.c"));

    [Theory]
    [InlineData("ada@example.org", true)]
    [InlineData("o'neil+x@example.org", true)]
    [InlineData("Ada <ada@example.org>", false)]
    [InlineData("ada@ example.org", false)]
    [InlineData("ada", false)]
    [InlineData("", false)]
    public void An_e_mail_is_an_address_and_nothing_more(string email, bool allowed) => Assert.Equal(allowed, EmailRule.Allows(email));

    [Theory]
    [InlineData("SRE", Roles.Sre)]
    [InlineData("admin, commander", Roles.Admin | Roles.Commander)]
    [InlineData("root", Roles.None)]
    [InlineData("SRE,root", Roles.None)]
    [InlineData("", Roles.None)]
    public void Roles_are_read_as_people_write_them(string text, Roles roles)
    {
        Assert.Equal(roles != Roles.None, RoleNames.TryParse(text, out var parsed));
        Assert.Equal(roles, parsed);
    }

    [Fact]
    public void Roles_are_written_the_mightiest_first() => Assert.Equal("Admin, Commander, SRE, Monitor", RoleNames.Text(Roles.Monitor | Roles.Sre | Roles.Commander | Roles.Admin));

    [Fact]
    public void The_age_of_an_account_counts_from_its_latest_change()
    {
        var start = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var by = Guid.CreateVersion7(start);
        var standing = new AccountStanding(new(AccountEvent.Created, start, null), new(AccountEvent.Reset, start.AddDays(2), by), new(AccountEvent.Raised, start.AddDays(1), null));

        Assert.Equal(AccountEvent.Reset, standing.Last.Kind);
        Assert.Equal([AccountEvent.Raised, AccountEvent.Reset], standing.Since(start).Select(change => change.Kind));
    }
}
