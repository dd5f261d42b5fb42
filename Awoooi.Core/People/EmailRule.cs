using System.Net.Mail;

namespace Awoooi.Core.People;

/// <summary>An e-mail names an account; whether mail arrives there is not our question.</summary>
public static class EmailRule
{
    private const int Longest = 254;

    public static bool Allows(string email)
    {
        ArgumentNullException.ThrowIfNull(email);
        return email.Length <= Longest && MailAddress.TryCreate(email, out var parsed) && parsed.Address == email && parsed.DisplayName.Length == 0 && !email.Any(char.IsWhiteSpace) && !email.Any(char.IsControl);
    }
}
