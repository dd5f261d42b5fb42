namespace Awoooi.Web.Security;

/// <summary>Names of the authorization policies. An endpoint without one falls under the fallback: reading needs any role, changing through the API needs <see cref="Sign"/>.</summary>
public static class Policies
{
    /// <summary>Any role; a token needs the scope read.</summary>
    public const string Read = "read";

    /// <summary>SRE or Commander; a token needs the scope terminal.</summary>
    public const string Terminal = "terminal";

    /// <summary>SRE or Commander; a token needs the scope sign.</summary>
    public const string Sign = "sign";

    /// <summary>Commander in a browser: modes, pause, freeze, standing orders.</summary>
    public const string Command = "command";

    /// <summary>Administrator in a browser: people and connections.</summary>
    public const string Administer = "administer";
}

/// <summary>Names of the authentication schemes.</summary>
public static class Schemes
{
    /// <summary>Chooses between the two others by the request.</summary>
    public const string Any = "Awoooi";

    public const string Session = "Session";

    public const string Token = "Bearer";
}
