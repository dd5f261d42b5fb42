namespace Awoooi.Web.Components.Automation;

/// <summary>Names out of audit entries, which carry the id beside the name.</summary>
internal static class AuditedName
{
    /// <summary><c>Mei Lin &lt;…&gt;</c> → <c>Mei Lin</c>.</summary>
    public static string Of(string audited)
    {
        var at = audited.IndexOf(" <", StringComparison.Ordinal);
        return at > 0 ? audited[..at] : audited;
    }
}
