using Awoooi.Core.People;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>A one-time link; of its secret only the hash.</summary>
public sealed class OneTimeLinkRow
{
    public Guid Id { get; set; }

    public LinkKind Kind { get; set; }

    public byte[] SecretHash { get; set; } = [];

    public string Email { get; set; } = "";

    public string Name { get; set; } = "";

    public Roles Roles { get; set; }

    /// <summary>The account to reset.</summary>
    public Guid? AccountId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public string CreatedBy { get; set; } = "";

    public Guid? CreatedById { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? UsedAt { get; set; }

    public DateTimeOffset? WithdrawnAt { get; set; }
}

/// <summary>A signed-in browser.</summary>
public sealed class SessionRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset LastSeenAt { get; set; }

    public DateTimeOffset? StepUpAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public string Address { get; set; } = "";

    public string Agent { get; set; } = "";
}

/// <summary>A token; of its secret only the hash and the first characters.</summary>
public sealed class AccessTokenRow
{
    public Guid Id { get; set; }

    public Guid AccountId { get; set; }

    public string Name { get; set; } = "";

    public string Prefix { get; set; } = "";

    public byte[] SecretHash { get; set; } = [];

    public Scopes Scopes { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

/// <summary>A key with which cookies and forms are protected, shared by all replicas.</summary>
public sealed class DataProtectionKeyRow
{
    public string FriendlyName { get; set; } = "";

    public string Xml { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }
}
