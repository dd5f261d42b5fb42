using System.Globalization;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Web.Endpoints.Webhooks;

namespace Awoooi.Web.Components.Settings;

/// <summary>What the settings page shows of the installation, and who looks.</summary>
public sealed record SettingsModel(IReadOnlyList<SourceLine> Sources, IReadOnlyList<RefusedSender> Refused, Actor? Viewer)
{
    /// <summary>Whether the viewer may see keys.</summary>
    public bool IAdminister => Viewer is { Via: ActorVia.Browser } viewer && viewer.Roles.HasFlag(Roles.Admin);

    /// <summary>Differs when a new drawing would show something new.</summary>
    public string Print => string.Join('|', new object?[]
    {
        IAdminister,
        string.Join(';', Sources.Select(source => $"{source.Name} {source.LastHeard:O} {source.LastHeartbeat:O} {source.Refused} {source.OwnKey}")),
        string.Join(';', Refused.Select(line => $"{line.Source} {line.From} {line.Reason} {line.Count} {line.LastAt:O}")),
    }.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
}
