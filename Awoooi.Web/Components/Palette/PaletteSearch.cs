using System.Security.Claims;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Terminal;
using Awoooi.Web.Components.Layout;
using Awoooi.Web.Components.Terminal;
using Awoooi.Web.Resources;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Palette;

/// <summary>Finds where to go: open requests, incidents, places, and commands of the terminal. Nothing it finds acts.</summary>
public sealed class PaletteSearch(IApprovalStore approvals, IIncidentStore incidents, IAuthorizationService rights, OmniTerminal terminal, IStringLocalizer<ShellText> texts)
{
    public const int MostPerGroup = 5;
    public const int Longest = 100;

    public async Task<IReadOnlyList<PaletteItem>> FindAsync(string typed, ClaimsPrincipal person, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(typed);
        var text = TerminalLine.Clean(typed[..Math.Min(typed.Length, Longest)]);
        var places = await PlacesAsync(text, person);
        if (text.Length == 0)
        {
            return places;
        }

        if (text.StartsWith('/'))
        {
            return await AllowsAsync(Policies.Terminal, person) ? [.. Lines(text)] : [];
        }

        var board = await approvals.BoardAsync(null, cancel);
        var found = await incidents.ListAsync(new IncidentFilter(Query: text, Limit: MostPerGroup), cancel);
        return
        [
            .. board.Where(approval => Names(approval).Any(name => Contains(name, text))).Take(MostPerGroup)
                .Select(approval => new PaletteItem("palette.decisions", Title(approval.Plan), approval.ShortId, $"/war-room/{approval.ShortId}", approval.Risk)),
            .. found.Items.Select(incident => new PaletteItem("palette.incidents", $"{incident.AlertType} · {incident.Subject}", incident.ShortId, $"/incidents/{incident.ShortId}")),
            .. places,
        ];
    }

    private async Task<IReadOnlyList<PaletteItem>> PlacesAsync(string text, ClaimsPrincipal person)
    {
        var items = new List<PaletteItem>();
        foreach (var place in Places.Main.Concat(Places.Account))
        {
            if (Contains(place.Name(texts), text) && (place.Policy is null || await AllowsAsync(place.Policy, person)))
            {
                items.Add(new PaletteItem("palette.places", place.Name(texts), null, place.Href));
            }
        }

        return items;
    }

    private IEnumerable<PaletteItem> Lines(string text) => Completion.Of(text, terminal.Commands, TerminalWords.IsChinese).Select(offer => offer.Line.Trim()).Append(text).Distinct()
        .Select(line => new PaletteItem("palette.ask", line, null, $"/terminal?q={Uri.EscapeDataString(line)}"));

    private async Task<bool> AllowsAsync(string policy, ClaimsPrincipal person) => (await rights.AuthorizeAsync(person, null, policy)).Succeeded;

    private static string[] Names(Approval approval) => [approval.ShortId, approval.Plan.Target.Workload.ToString(), PlanTitle.English(approval.Plan), PlanTitle.Chinese(approval.Plan)];

    private static string Title(Plan plan) => TerminalWords.IsChinese ? PlanTitle.Chinese(plan) : PlanTitle.English(plan);

    private static bool Contains(string name, string text) => name.Contains(text, StringComparison.OrdinalIgnoreCase);
}
