using System.Security.Claims;
using Awoooi.Core.Approvals;
using Awoooi.Core.People;

namespace Awoooi.Web.Security;

/// <summary>Who signs in this request, read from the database now: the session of a browser, or the token that the request carries.</summary>
internal sealed class RequestSigners(IActors actors, IHttpContextAccessor http) : ISigners
{
    public async Task<Signer?> FindAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        var actor = user.SessionId() is { } session ? await actors.OfSessionAsync(session, cancel)
            : http.HttpContext is { } context && TokenAuthentication.Read(context.Request) is { } token ? await actors.OfTokenAsync(token, cancel)
            : null;
        return actor is null || actor.PersonId != user.PersonId() ? null : Signer.Of(actor);
    }
}
