using System.Security.Claims;

namespace Awoooi.Core.Approvals;

/// <summary>Reads who acts, with roles and standing as they are now and not as they were at login.</summary>
public interface ISigners
{
    /// <summary>Null when nobody is logged in, the session ended, the account is locked, or a token lacks the scope to sign.</summary>
    Task<Signer?> FindAsync(ClaimsPrincipal user, CancellationToken cancel);
}
