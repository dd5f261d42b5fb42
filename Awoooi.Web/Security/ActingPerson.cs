using Awoooi.Core.People;
using Microsoft.AspNetCore.Components.Authorization;

namespace Awoooi.Web.Security;

/// <summary>The person of a circuit, read from the database at the moment of each act: what the circuit began with counts for nothing.</summary>
public sealed class ActingPerson(AuthenticationStateProvider authentication, IActors actors)
{
    /// <summary>Null when the session ended or its account is locked.</summary>
    public async Task<Actor?> ReadAsync(CancellationToken cancel)
    {
        var state = await authentication.GetAuthenticationStateAsync();
        return state.User.SessionId() is { } session ? await actors.OfSessionAsync(session, cancel) : null;
    }
}
