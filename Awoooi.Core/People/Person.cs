namespace Awoooi.Core.People;

/// <summary>An account as the people page shows it.</summary>
public sealed record Person
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required string Email { get; init; }

    public required Roles Roles { get; init; }

    /// <summary>When an administrator locked it; null when it is open.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    public required bool HasPassword { get; init; }

    public required int Passkeys { get; init; }

    /// <summary>The latest request of any of its sessions, to the minute.</summary>
    public DateTimeOffset? LastSeenAt { get; init; }

    public required AccountStanding Standing { get; init; }
}

/// <summary>A one-time link that waits to be used. The link itself is not stored and so cannot be shown again.</summary>
public sealed record Invitation(Guid Id, string Email, string Name, Roles Roles, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt);
