using System.Text;

namespace Awoooi.Core.Approvals;

/// <summary>Names of enum members as the outside and the database see them.</summary>
public static class WireNames
{
    /// <summary><c>PartiallySigned</c> → <c>partially_signed</c>.</summary>
    public static string Of(ApprovalState state) => Snake(state);

    /// <summary><c>StalePlanHash</c> → <c>stale-plan-hash</c>.</summary>
    public static string Of(RefusalCode code) => Kebab(code.ToString());

    /// <summary>lower_snake_case.</summary>
    public static string Snake<T>(T value)
        where T : struct, Enum => Split(value.ToString(), '_');

    /// <summary>The member with that lower_snake_case name; null for a text that names none.</summary>
    public static T? Find<T>(string? text)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Snake(value) == text)
            {
                return value;
            }
        }

        return null;
    }

    internal static string Kebab(string name) => Split(name, '-');

    private static string Split(string name, char separator)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsAsciiLetterUpper(name[i]))
            {
                text.Append(separator);
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
