using System.Security.Claims;
using Awoooi.Core.People;
using Awoooi.Web.Components.Culture;

namespace Awoooi.Web.Security;

/// <summary>What a principal says of a person. Made anew from the database for each request.</summary>
public static class PersonClaims
{
    private const string Session = "awoooi:session";
    private const string Scope = "awoooi:scopes";

    /// <summary>What the session cookie keeps: which session it is, and nothing else.</summary>
    public static ClaimsPrincipal OfSession(Guid session) => new(new ClaimsIdentity([new Claim(Session, session.ToString())], Schemes.Session));

    internal static ClaimsPrincipal Of(Actor actor, Guid? session)
    {
        var identity = new ClaimsIdentity(session is null ? Schemes.Token : Schemes.Session);
        identity.AddClaim(new Claim(ClaimTypes.NameIdentifier, actor.PersonId.ToString()));
        identity.AddClaim(new Claim(ClaimTypes.Name, actor.Name));
        identity.AddClaims(RoleNames.Of(actor.Roles).Select(role => new Claim(ClaimTypes.Role, role)));
        identity.AddClaim(new Claim(Viewer.ZoneClaim, actor.Zone));
        identity.AddClaim(session is { } id ? new Claim(Session, id.ToString()) : new Claim(Scope, ScopeNames.Text(actor.Scopes)));
        return new ClaimsPrincipal(identity);
    }

    /// <summary>The person's id; null for nobody.</summary>
    public static Guid? PersonId(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>The session of a browser; null by token.</summary>
    public static Guid? SessionId(this ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(Session), out var id) ? id : null;

    public static Roles Roles(this ClaimsPrincipal principal)
        => RoleNames.TryParse(string.Join(',', principal.FindAll(ClaimTypes.Role).Select(claim => claim.Value)), out var roles) ? roles : Core.People.Roles.None;

    /// <summary>The scopes of a token; null in a browser.</summary>
    public static Scopes? TokenScopes(this ClaimsPrincipal principal)
        => principal.FindFirstValue(Scope) is { } text ? ScopeNames.TryParse(text, out var scopes) ? scopes : Scopes.None : null;
}
