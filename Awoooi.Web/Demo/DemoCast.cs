using System.Security.Cryptography;
using Awoooi.Core.People;
using Awoooi.Core.Settings;
using Awoooi.Core.Trust;
using Awoooi.Web.Components.Culture;

namespace Awoooi.Web.Demo;

/// <summary>The invented people of a demo and what they have decided so far; made by the same means as in any installation.</summary>
internal static class DemoCast
{
    private const string Decider = "demo";
    private static readonly Origin Console = new("console", "");

    private static readonly NewPerson[] People =
    [
        new("mei@demo.example", "Mei Lin", Roles.Commander | Roles.Admin),
        new("jonas@demo.example", "Jonas Weber", Roles.Sre),
        new("aiko@demo.example", "Aiko Sato", Roles.Sre),
        new("priya@demo.example", "Priya Nair", Roles.Monitor),
    ];

    // The rest stays as a new namespace is: it suggests.
    private static readonly NamespaceRule Shop = new("shop", AutonomyMode.Auto, Allowed: true, Operations: null, Critical: false, DryRun: false);

    /// <summary>Makes accounts and modes; the logins for the console.</summary>
    public static async Task<DemoLogins> EnterAsync(IServiceProvider services, CancellationToken cancel)
    {
        var (people, links) = (services.GetRequiredService<IPeople>(), services.GetRequiredService<IOneTimeLinks>());
        var password = NewPassword();
        foreach (var person in People)
        {
            var link = await people.InviteAsync(Actor.Console, person, cancel);
            var joined = await links.UseAsync(link.Secret ?? throw Failed(person, link.Refusal), new Enrolment { Name = person.Name, Email = person.Email, Password = password, Language = Cultures.English, Zone = Viewer.DefaultZone }, Console, cancel);
            if (joined.Refusal is not null)
            {
                throw Failed(person, joined.Refusal);
            }
        }

        await services.GetRequiredService<IAutomationStore>().SaveNamespaceAsync(Shop, Decider, cancel);
        await services.GetRequiredService<IFirstRunStore>().EndAsync(Decider, "a demo connects itself", cancel);
        return new DemoLogins([.. People.Select(person => (person.Email, RoleNames.Text(person.Roles)))], password);
    }

    /// <summary>Made anew at each start: a fixed one would be a default password, which there is not in this product.</summary>
    private static string NewPassword() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)));

    private static InvalidOperationException Failed(NewPerson person, PeopleRefusal? refusal) => new($"the demo's {person.Email} cannot be made: {refusal}");
}

/// <summary>The accounts of a demo with their roles; one password, good for this run.</summary>
internal sealed record DemoLogins(IReadOnlyList<(string Email, string Roles)> Accounts, string Password);
