namespace Awoooi.Web.Components.Login;

/// <summary>The browser's answer to a passkey challenge.</summary>
public sealed class PasskeyInput
{
    public string Credential { get; set; } = "";

    /// <summary>What to call a new one.</summary>
    public string Name { get; set; } = "";
}
