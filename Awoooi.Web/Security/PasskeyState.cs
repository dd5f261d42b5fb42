using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Awoooi.Web.Security;

/// <summary>What a passkey challenge is for.</summary>
internal enum PasskeyPurpose
{
    SignIn,
    StepUp,
    Add,
}

/// <summary>Keeps the state of a challenge in a cookie of five minutes until the browser's answer comes back; it is read once.</summary>
internal sealed class PasskeyState(IDataProtectionProvider protection)
{
    private const string Cookie = "awoooi.passkey";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    public void Keep(HttpContext http, PasskeyPurpose purpose, string state) => http.Response.Cookies.Append(Cookie, Protector(purpose).Protect(state, Life), Options(http));

    public string? Take(HttpContext http, PasskeyPurpose purpose)
    {
        if (http.Request.Cookies[Cookie] is not { } kept)
        {
            return null;
        }

        http.Response.Cookies.Delete(Cookie, Options(http));
        try
        {
            return Protector(purpose).Unprotect(kept);
        }
        catch (CryptographicException)
        {
            // Too old, made for another purpose, or not ours: as good as none.
            return null;
        }
    }

    private ITimeLimitedDataProtector Protector(PasskeyPurpose purpose) => protection.CreateProtector("passkey", purpose.ToString()).ToTimeLimitedDataProtector();

    private static CookieOptions Options(HttpContext http)
        => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, IsEssential = true, Path = "/" };
}
