using Awoooi.Core.People;
using Microsoft.AspNetCore.Identity;

namespace Awoooi.Infrastructure.Postgres.People;

/// <summary>A person's account. The user name is the e-mail; roles are part of the row, so that a change of them is one update.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>How the person is called on pages and in records.</summary>
    public string Name { get; set; } = "";

    public Roles Roles { get; set; }

    /// <summary>Culture name.</summary>
    public string Language { get; set; } = "en";

    /// <summary>IANA zone.</summary>
    public string Zone { get; set; } = "Asia/Taipei";

    /// <summary>By an administrator; wrong passwords use <see cref="IdentityUser{TKey}.LockoutEnd"/>.</summary>
    public DateTimeOffset? LockedAt { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public Guid? CreatedBy { get; set; }

    public DateTimeOffset? ResetAt { get; set; }

    public Guid? ResetBy { get; set; }

    public DateTimeOffset? RaisedAt { get; set; }

    public Guid? RaisedBy { get; set; }
}
