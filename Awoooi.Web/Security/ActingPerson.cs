using Awoooi.Core.Approvals;
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

    /// <summary>As whom the actor signs.</summary>
    /// <exception cref="ArgumentException">The console signs nothing.</exception>
    public static Signer SignerOf(Actor actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var via = actor.Via switch
        {
            ActorVia.Browser => SignedVia.Browser,
            ActorVia.Token => SignedVia.Token,
            _ => throw new ArgumentException("The console signs nothing.", nameof(actor)),
        };

        // An account of unknown standing is as young as can be.
        return new Signer(actor.PersonId, actor.Name, RolesOf(actor.Roles), via, actor.StepUpAt, actor.Standing?.Last.At ?? actor.ReadAt, actor.Standing?.Last.By);
    }

    private static SignerRoles RolesOf(Roles roles)
        => (roles.HasFlag(Roles.Monitor) ? SignerRoles.Monitor : 0)
            | (roles.HasFlag(Roles.Sre) ? SignerRoles.Sre : 0)
            | (roles.HasFlag(Roles.Commander) ? SignerRoles.Commander : 0)
            | (roles.HasFlag(Roles.Admin) ? SignerRoles.Admin : 0);
}
