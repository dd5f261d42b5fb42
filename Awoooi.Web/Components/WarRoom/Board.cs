using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Components.WarRoom;

/// <summary>The queue and what became of the day's decisions.</summary>
/// <param name="Queue">What a person has to look at: waiting, outcome unknown, undo failed; in the order of the store.</param>
/// <param name="Beyond">How many more wait than the queue shows.</param>
/// <param name="Today">Running first, then what ended today, newest first.</param>
/// <param name="Analysing">Open incidents that wait for their first analysis.</param>
/// <param name="Asked">The approval of the address when it is in neither list.</param>
public sealed record Board(
    IReadOnlyList<Approval> Queue, int Beyond, IReadOnlyList<Approval> Today, IReadOnlyList<Incident> Analysing, Approval? Asked, Incident? AskedIncident, DateTimeOffset? LastAlertAt, Guid? Viewer, DateTimeOffset Now)
{
    /// <summary>The viewer may act on incidents and requests.</summary>
    public bool MaySign { get; init; }

    public int Waiting => Queue.Count(approval => approval.State.IsWaiting()) + Beyond;

    public Approval? Find(string id)
        => Queue.Concat(Today).FirstOrDefault(approval => IsCalled(approval, id)) ?? (Asked is { } asked && IsCalled(asked, id) ? asked : null);

    // As the store does: APR-1 is APR-0001.
    private static bool IsCalled(Approval approval, string id)
        => approval.Id.ToString() == id
            || (id.StartsWith("APR-", StringComparison.OrdinalIgnoreCase) && long.TryParse(id.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && approval.Number == number);

    /// <summary>Differs when a new drawing would show something new.</summary>
    public string Print => string.Join(';', Queue.Concat(Today).Append(Asked).OfType<Approval>().Select(Line))
        + $"|{Beyond}|{string.Join(',', Analysing.Select(incident => incident.Number))}|{AskedIncident?.Number}|{AskedIncident?.AnalysedAt}|{AskedIncident?.Status}|{MaySign}|{LastAlertAt > Now - Quiet}";

    /// <summary>Without an alert for so long, silence is no good news.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromHours(2);

    public bool Heard => LastAlertAt is { } at && Now - at < Quiet;

    private static string Line(Approval approval) => $"{approval.Number} {approval.State} {approval.ExpiresAt:O} {approval.Signatures.Count} {approval.Approvals.Count()}";
}
