using System.Text;

namespace Awoooi.Core.Approvals;

/// <summary>Names of enum members as the outside sees them.</summary>
public static class WireNames
{
    /// <summary><c>PartiallySigned</c> → <c>partially_signed</c>.</summary>
    public static string Of(ApprovalState state) => Split(state.ToString(), '_');

    /// <summary><c>StalePlanHash</c> → <c>stale-plan-hash</c>.</summary>
    public static string Of(RefusalCode code) => Split(code.ToString(), '-');

    /// <summary>Null for a text that names no state.</summary>
    public static ApprovalState? FindState(string text)
    {
        foreach (var state in Enum.GetValues<ApprovalState>())
        {
            if (Of(state) == text)
            {
                return state;
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
