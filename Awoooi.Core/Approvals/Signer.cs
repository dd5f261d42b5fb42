namespace Awoooi.Core.Approvals;

/// <summary>What a person may do.</summary>
[Flags]
public enum SignerRoles
{
    None = 0,
    Monitor = 1,
    Sre = 2,
    Commander = 4,
    Admin = 8,
}

/// <summary>How an act reached us.</summary>
public enum SignedVia
{
    Browser = 0,
    Token = 1,
    Telegram = 2,
}

/// <summary>The acting person as of this very request; roles are those held now.</summary>
/// <param name="StepUpAt">When the person last proved to be present (passkey, else password); null when not in this session.</param>
/// <param name="AccountChangedAt">When the account was made, reset or raised, whichever came last.</param>
/// <param name="RaisedBy">Who made, reset or raised the account last; null for the first account and the console.</param>
public sealed record Signer(
    Guid PersonId,
    string Name,
    SignerRoles Roles,
    SignedVia Via,
    DateTimeOffset? StepUpAt,
    DateTimeOffset AccountChangedAt,
    Guid? RaisedBy)
{
    public bool MaySign => (Roles & (SignerRoles.Sre | SignerRoles.Commander)) != 0;

    public bool IsCommander => (Roles & SignerRoles.Commander) != 0;

    /// <summary>How audit entries name the person.</summary>
    public string AuditName => $"{Name} <{PersonId}>{(Via == SignedVia.Browser ? "" : $" via {Via.ToString().ToLowerInvariant()}")}";
}
