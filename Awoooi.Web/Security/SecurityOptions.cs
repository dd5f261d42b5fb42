using System.Net;

namespace Awoooi.Web.Security;

/// <summary>How people reach the app.</summary>
public sealed class SecurityOptions
{
    public const string Section = "Awoooi:Security";

    /// <summary>Addresses (<c>192.0.2.1</c>) or networks (<c>192.0.2.0/24</c>), separated by commas, of proxies whose X-Forwarded-For, -Proto and -Host are believed. Empty: none.</summary>
    public string TrustedProxies { get; set; } = "";

    /// <summary>Domain that passkeys belong to, such as <c>example.org</c>. Empty: the host of the request.</summary>
    public string PasskeyDomain { get; set; } = "";

    /// <summary>Sign-in attempts a minute from one address.</summary>
    public int AttemptsPerAddress { get; set; } = 30;

    /// <summary>Sign-in attempts a minute from one address for one account.</summary>
    public int AttemptsPerAccount { get; set; } = 10;

    internal IEnumerable<string> Proxies => TrustedProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    internal static bool IsProxy(string text) => IPAddress.TryParse(text, out _) || IPNetwork.TryParse(text, out _);
}
