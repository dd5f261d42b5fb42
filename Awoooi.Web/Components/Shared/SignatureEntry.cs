namespace Awoooi.Web.Components.Shared;

/// <summary>What one person has to do with a decision.</summary>
public enum SignatureMark
{
    Needed,
    Given,
    Rejected,
}

/// <summary>One line of the signature log.</summary>
/// <param name="Name">The person as shown, "You" for the viewer.</param>
/// <param name="Role">Role and means, such as "Commander · passkey".</param>
/// <param name="At">When it was given; null while needed.</param>
public sealed record SignatureEntry(string Initials, string Name, string Role, SignatureMark Mark, DateTimeOffset? At = null);
