using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Awoooi.Core.People;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Security;

/// <summary><c>Authorization: Bearer awo_…</c>: acts as the token's owner within its scopes.</summary>
internal sealed class TokenAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IActors actors)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>Whether the request carries one of our tokens; other keys, such as those of webhooks, are not ours to judge.</summary>
    public static bool IsCarriedBy(HttpRequest request) => Read(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Read(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        return await actors.OfTokenAsync(token, Context.RequestAborted) is { } actor
            ? AuthenticateResult.Success(new AuthenticationTicket(PersonClaims.Of(actor, null), Scheme.Name))
            : AuthenticateResult.Fail("The token is unknown, expired or revoked, or its owner is locked.");
    }

    /// <summary>The token of a request; null when it carries none of ours.</summary>
    internal static string? Read(HttpRequest request)
        => AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
            && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            && header.Parameter is { Length: < 100 } token && token.StartsWith(ITokens.SecretPrefix, StringComparison.Ordinal)
            ? token
            : null;
}
