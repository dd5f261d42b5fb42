using Awoooi.Web.Resources;
using Awoooi.Web.Security;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Layout;

/// <summary>A place or page one can go to.</summary>
/// <param name="Key">Key of its name in <see cref="ShellText"/>.</param>
/// <param name="Policy">Who is shown it; null for everybody who is signed in.</param>
public sealed record Place(string Href, string Key, string? Policy = null)
{
    public string Name(IStringLocalizer<ShellText> texts) => texts[Key];

    /// <summary>Whether <paramref name="path"/>, relative to the base, lies here.</summary>
    public bool Holds(string path)
    {
        var at = path.Split('?', '#')[0].Trim('/');
        var here = Href.Trim('/');
        return here.Length == 0 ? at.Length == 0 : at == here || at.StartsWith(here + "/", StringComparison.Ordinal);
    }
}

/// <summary>The places of the bar and the pages of the account menu.</summary>
public static class Places
{
    public static readonly Place Nexus = new("/", "nav.nexus");
    public static readonly Place WarRoom = new("/war-room", "nav.warRoom");
    public static readonly Place Terminal = new("/terminal", "nav.terminal", Policies.Terminal);

    public static IReadOnlyList<Place> Main { get; } = [Nexus, WarRoom, Terminal];

    public static IReadOnlyList<Place> Account { get; } =
    [
        new("/incidents", "account.incidents"),
        new("/records", "account.records"),
        new("/admin/automation", "account.automation"),
        new("/people", "account.people"),
        new("/settings", "account.settings"),
    ];
}
