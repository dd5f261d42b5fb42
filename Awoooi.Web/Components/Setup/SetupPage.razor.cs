using System.Globalization;
using Awoooi.Core.People;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Setup;

/// <summary>Where one-time links lead: the first account, an invitation, a new password.</summary>
public sealed partial class SetupPage
{
    private static readonly IReadOnlyList<(string Value, string Text)> Languages = [(Cultures.English, "English"), (Cultures.Chinese, "繁體中文")];
    private static readonly IReadOnlyList<(string Value, string Text)> Zones = [.. TimeZoneInfo.GetSystemTimeZones().Where(zone => zone.HasIanaId).Select(zone => zone.Id).Order(StringComparer.Ordinal).Select(id => (id, id))];

    private OpenLink? _link;
    private PeopleRefusal? _refusal;
    private string? _slow;

    [Inject] public required IOneTimeLinks Links { get; set; }

    [Inject] public required ISignIn SignIn { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] internal LoginLimiter Limiter { get; set; } = null!;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [SupplyParameterFromQuery] public string? Token { get; set; }

    [SupplyParameterFromForm(FormName = "Enrol")] public EnrolInput? Enrol { get; set; }

    private bool IsSetup => Http.Request.Path.StartsWithSegments("/setup");

    private string Heading => _link?.Kind switch
    {
        LinkKind.Setup => L["heading"],
        LinkKind.Invitation => L["join.heading"],
        LinkKind.Reset => L["reset.heading"],
        _ => L["dead.heading"],
    };

    private string Lead => _link switch
    {
        { Kind: LinkKind.Setup } => L["lead", Left(_link.Left)],
        { Kind: LinkKind.Invitation } => L["join.lead", _link.Email, Left(_link.Left)],
        { Kind: LinkKind.Reset } => L["reset.lead", _link.Email, Left(_link.Left)],
        _ => IsSetup ? L["dead.setup"] : L["dead.join"],
    };

    protected override async Task OnInitializedAsync()
    {
        if (Limiter.Refuse(Http) is { } wait)
        {
            Http.TellToWait(wait);
            _slow = L["slow", Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds))];
            return;
        }

        _link = await Links.FindAsync(Token ?? "", Http.RequestAborted);
        if (_link is not null && IsSetup != (_link.Kind == LinkKind.Setup))
        {
            _link = null;
        }

        if (_link is null)
        {
            Http.Response.StatusCode = StatusCodes.Status410Gone;
        }
    }

    private async Task EnrolAsync()
    {
        if (_link is null || _slow is not null || Enrol is null)
        {
            return;
        }

        var outcome = await Links.UseAsync(Token!, Entered(Enrol, _link), Http.Origin(), Http.RequestAborted);
        if (outcome.Refusal is { } refusal)
        {
            _refusal = refusal;
            _link = refusal == PeopleRefusal.LinkDead ? null : _link;
            Http.Response.StatusCode = refusal == PeopleRefusal.LinkDead ? StatusCodes.Status410Gone : StatusCodes.Status422UnprocessableEntity;
            return;
        }

        var session = await SignIn.AfterEnrolmentAsync(outcome.Person, Http.Origin(), Http.RequestAborted);
        if (session.Session is { } id)
        {
            await SessionCookie.SignInAsync(Http, id);
            CultureEndpoint.Remember(Http, session.Language, replace: true);
        }

        Nav.NavigateTo(Enrol.Next == "passkey" ? "/settings/access" : "/");
    }

    private static Enrolment Entered(EnrolInput input, OpenLink link) => new()
    {
        Name = link.Kind == LinkKind.Reset ? link.Name : input.Name ?? "",
        Email = input.Email ?? "",
        Password = input.Password ?? "",
        Language = Cultures.All.Any(culture => culture.Name == input.Language) ? input.Language! : CultureInfo.CurrentUICulture.Name,
        Zone = Zones.Any(zone => zone.Value == input.Zone) ? input.Zone! : Viewer.DefaultZone,
    };

    private static string? FieldOf(PeopleRefusal refusal) => refusal switch
    {
        PeopleRefusal.NameMissing => "Name",
        PeopleRefusal.EmailInvalid => "Email",
        PeopleRefusal.PasswordWeak => "Password",
        _ => null,
    };

    private string? ErrorOf(string field) => _refusal is { } refusal && FieldOf(refusal) == field ? Say(refusal) : null;

    private string Say(PeopleRefusal refusal) => People[$"refusal.{refusal}"];

    private string Left(TimeSpan left) => L["left", (int)left.TotalHours, left.Minutes];

    /// <summary>What is typed into the form.</summary>
    public sealed class EnrolInput
    {
        public string? Name { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }

        public string? Language { get; set; }

        public string? Zone { get; set; }

        /// <summary>The button that was pressed.</summary>
        public string? Next { get; set; }
    }
}
