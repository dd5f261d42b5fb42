using System.Data.Common;
using System.Security.Claims;
using Awoooi.Core.People;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Awoooi.Web.Security;

/// <summary>Looks every 20 s whether the person of a circuit still has the session and the roles it began with; if not, the circuit goes back to sign-in.</summary>
internal sealed partial class CircuitRecheck(ILoggerFactory logs, IActors actors) : RevalidatingServerAuthenticationStateProvider(logs)
{
    private readonly ILogger _log = logs.CreateLogger<CircuitRecheck>();

    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(20);

    protected override Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
        => HoldsAsync(authenticationState.User, cancellationToken);

    internal async Task<bool> HoldsAsync(ClaimsPrincipal principal, CancellationToken cancel)
    {
        try
        {
            return principal.SessionId() is { } session && await actors.OfSessionAsync(session, cancel) is { } actor && actor.Roles == principal.Roles();
        }
        catch (DbException fault)
        {
            // Without the database nothing can be done with the old rights either; the circuit lives on until it is back.
            LogNotChecked(fault);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rights of a circuit could not be checked.")]
    private partial void LogNotChecked(DbException fault);
}
