using Awoooi.Core.Health;
using Awoooi.Core.Remediation;
using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Settings;

/// <summary>Checks in the language of the page.</summary>
internal static class DoctorWords
{
    public static string Name(HealthCheck check, IStringLocalizer<SettingsText> texts)
    {
        var cut = check.Name.IndexOf(": ", StringComparison.Ordinal);
        return cut < 0 ? texts[$"check.{check.Name}"] : texts["check.right", check.Name[..cut], texts[$"right.{Slug(check.Name[(cut + 2)..])}"].Value];
    }

    public static string Detail(HealthCheck check, IStringLocalizer<SettingsText> texts)
        => check.Finding is { } finding ? texts[$"found.{finding.Key}{(check.Ok || finding.Key is not ("listener" or "workers") ? "" : ".late")}", [.. finding.Values]] : check.Detail;

    /// <summary>Keys of the permissions' names.</summary>
    public static IEnumerable<string> Permissions => ClusterPermission.All.Select(permission => $"right.{Slug(permission.Name)}");

    private static string Slug(string name) => name.Replace(' ', '-');
}
