using System.Globalization;

namespace Awoooi.Core.People;

/// <summary>Length is what counts; there are no composition rules. A few characters repeated, or the e-mail itself, are no password.</summary>
public static class PasswordRule
{
    public const int Shortest = 12;

    /// <summary>Bounds the work of hashing.</summary>
    public const int Longest = 256;

    private const int Distinct = 5;

    public static bool Allows(string password, string email)
    {
        ArgumentNullException.ThrowIfNull(password);
        return new StringInfo(password).LengthInTextElements >= Shortest
            && password.Length <= Longest
            && password.Distinct().Count() >= Distinct
            && !string.Equals(password.Trim(), email, StringComparison.OrdinalIgnoreCase);
    }
}
