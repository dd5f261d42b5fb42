using System.Globalization;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Core.Settings;
using Awoooi.Core.Trust;

namespace Awoooi.Web.Components.Nexus;

/// <summary>The first steps and what each of them shows.</summary>
/// <param name="Refused">The latest refused delivery; null when none was.</param>
/// <param name="Viewer">Null when the session ended.</param>
public sealed record FirstRunModel(FirstRunFacts Facts, FirstSteps Steps, IReadOnlyList<NamespaceRule> Namespaces, int Invited, RefusedSender? Refused, Actor? Viewer)
{
    public bool May(Roles role) => Viewer is { Via: ActorVia.Browser } viewer && (viewer.Roles & role) != Roles.None;

    /// <summary>Differs when a new drawing would show something new.</summary>
    public string Print => string.Join('|', new object?[]
    {
        Steps.Shown, Steps.MayEnd, Steps.Folded, string.Join(',', Steps.Done), Facts.LastTest, string.Join(',', Facts.Heard.Order(StringComparer.Ordinal)), Facts.Cluster, Facts.Signers, Invited,
        string.Join(',', Namespaces.Select(rule => $"{rule.Namespace} {rule.Mode}")), Refused, Viewer?.Roles,
    }.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));
}
