using System.Globalization;
using Awoooi.Core.People;
using Awoooi.Web.Security;

namespace Awoooi.Web.Commands;

/// <summary>Accounts from the console.</summary>
internal static class UserCommands
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new() { Words = "setup-link", Usage = "", Summary = "make a new one-time link for the first account", RunAsync = SetupLinkAsync },
        new() { Words = "user list", Usage = "", Summary = "everybody with roles and state", RunAsync = ListAsync },
        new() { Words = "user add", Usage = "EMAIL --name NAME --role ROLE[,ROLE]", Summary = "make a one-time link with which somebody joins", Values = 1, Required = ["name", "role"], RunAsync = AddAsync },
        new() { Words = "user role", Usage = "EMAIL ROLE[,ROLE]", Summary = $"replace the roles ({string.Join(", ", RoleNames.All)})", Values = 2, RunAsync = RoleAsync },
        new() { Words = "user lock", Usage = "EMAIL", Summary = "end the sessions and refuse new ones", Values = 1, RunAsync = LockAsync },
        new() { Words = "user unlock", Usage = "EMAIL", Summary = "open a locked account again", Values = 1, RunAsync = UnlockAsync },
        new() { Words = "user reset", Usage = "EMAIL", Summary = "remove password, passkeys and tokens; make a one-time link for a new password", Values = 1, RunAsync = ResetAsync },
    ];

    /// <exception cref="CommandRefusedException">There is none.</exception>
    internal static async Task<Person> PersonAsync(CommandContext context, string email, CancellationToken cancel)
        => await context.People.FindAsync(email, cancel) ?? throw new CommandRefusedException($"there is no account {email}");

    internal static void Ensure(PeopleRefusal? refusal)
    {
        if (refusal is { } reason)
        {
            throw new CommandRefusedException(RefusalText.English(reason));
        }
    }

    internal static string Time(DateTimeOffset at) => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static async Task SetupLinkAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var link = await context.Links.MakeSetupAsync(Actor.Console, withdrawEarlier: true, cancel)
            ?? throw new CommandRefusedException("there is an administrator already; use user add or user reset");
        await PrintAsync(context, LinkPaths.Setup(link.Secret!), link);
    }

    private static async Task ListAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        foreach (var person in await context.People.ListAsync(cancel))
        {
            var state = person switch
            {
                { LockedAt: not null } => "locked",
                { HasPassword: false, Passkeys: 0 } => "waits for its link",
                _ => "open",
            };
            await context.Out.WriteLineAsync($"{person.Email}\t{person.Name}\t{RoleNames.Text(person.Roles)}\t{state}\t{person.Standing.Last.Kind.ToString().ToLowerInvariant()} {Time(person.Standing.Last.At)}");
        }
    }

    private static async Task AddAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var link = await context.People.InviteAsync(Actor.Console, new NewPerson(arguments.Values[0], arguments["name"]!.Trim(), ParseRoles(arguments["role"]!)), cancel);
        Ensure(link.Refusal);
        await PrintAsync(context, LinkPaths.Join(link.Secret!), link);
    }

    private static async Task RoleAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var roles = ParseRoles(arguments.Values[1]);
        var person = await PersonAsync(context, arguments.Values[0], cancel);
        Ensure(await context.People.ChangeRolesAsync(Actor.Console, person.Id, roles, cancel));
        await context.Out.WriteLineAsync($"{person.Email} is now {RoleNames.Text(roles)}.");
    }

    private static async Task LockAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var person = await PersonAsync(context, arguments.Values[0], cancel);
        Ensure(await context.People.LockAsync(Actor.Console, person.Id, cancel));
        await context.Out.WriteLineAsync($"{person.Email} is locked.");
    }

    private static async Task UnlockAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var person = await PersonAsync(context, arguments.Values[0], cancel);
        Ensure(await context.People.UnlockAsync(Actor.Console, person.Id, cancel));
        await context.Out.WriteLineAsync($"{person.Email} is open.");
    }

    private static async Task ResetAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var person = await PersonAsync(context, arguments.Values[0], cancel);
        var link = await context.People.ResetAsync(Actor.Console, person.Id, cancel);
        Ensure(link.Refusal);
        await PrintAsync(context, LinkPaths.Join(link.Secret!), link);
    }

    private static Roles ParseRoles(string text)
        => RoleNames.TryParse(text, out var roles) ? roles : throw new UsageException($"{text} is not a list of {string.Join(", ", RoleNames.All)}");

    // The link alone on standard output, so that a script can take it.
    private static async Task PrintAsync(CommandContext context, string path, LinkOutcome link)
    {
        await context.Out.WriteLineAsync(context.Url + path);
        await context.Error.WriteLineAsync($"Works once, until {Time(link.ExpiresAt)}.");
    }
}
