using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Incidents;

public sealed class IntakeFoldTests
{
    private static readonly DateTimeOffset Start = An.Noon;

    [Fact]
    public void The_first_firing_opens_an_incident()
    {
        var fold = Empty();

        var receipt = fold.Apply(An.Delivery(Start, Firing()));

        Assert.Equal((1, 0, 0, 0, 0), Numbers(receipt));
        Assert.Equal("accepted", receipt.Status);
        var incident = Assert.Single(fold.ChangedIncidents);
        Assert.True(incident is { IsNew: true, Analyse: true, Firing: 1, HitCount: 1, Occurrences: 1 });
        Assert.True(Assert.Single(receipt.Incidents) is { IsNew: true, HitCount: 1 });
    }

    [Theory]
    [InlineData(300, IntakeOutcome.Duplicate)]
    [InlineData(301, IntakeOutcome.Aggregated)]
    public void A_repeat_is_a_duplicate_within_five_minutes_of_the_last_receipt(int seconds, IntakeOutcome expected)
    {
        var fold = Empty();
        fold.Apply(An.Delivery(Start, Firing()));

        var receipt = fold.Apply(An.Delivery(Start.AddSeconds(seconds), Firing()));

        Assert.Equal(expected == IntakeOutcome.Duplicate ? (0, 0, 1, 0, 0) : (0, 1, 0, 0, 0), Numbers(receipt));
        Assert.True(Assert.Single(fold.ChangedIncidents) is { HitCount: 2, Occurrences: 1, Firing: 1 });
    }

    [Fact]
    public void A_repeat_without_a_start_time_is_the_alert_that_still_fires()
    {
        var fold = Empty();
        fold.Apply(An.Delivery(Start, An.Incoming(An.Alert())));

        var receipt = fold.Apply(An.Delivery(Start.AddMinutes(1), An.Incoming(An.Alert())));

        Assert.Equal("deduplicated", receipt.Status);
        Assert.Single(fold.ChangedAlerts);
    }

    [Fact]
    public void Two_disks_of_one_host_are_two_alerts_of_one_incident()
    {
        var fold = Empty();

        var receipt = fold.Apply(An.Delivery(Start, Firing(disk: "sda"), Firing(disk: "sdb")));

        Assert.Equal((1, 1, 0, 0, 0), Numbers(receipt));
        Assert.True(Assert.Single(fold.ChangedIncidents) is { Occurrences: 2, Firing: 2, HitCount: 2 });
        fold.Apply(An.Delivery(Start.AddMinutes(1), Resolved(disk: "sda")));
        Assert.Equal(IncidentStatus.Open, Assert.Single(fold.ChangedIncidents).Status);
        fold.Apply(An.Delivery(Start.AddMinutes(2), Resolved(disk: "sdb")));
        Assert.True(Assert.Single(fold.ChangedIncidents) is { Status: IncidentStatus.Resolved, ClosedBy: ClosedBy.Self, JustResolved: true });
    }

    [Fact]
    public void A_resolved_that_came_first_stops_the_late_firing()
    {
        var fold = Empty();
        Assert.Equal("ignored", fold.Apply(An.Delivery(Start, Resolved())).Status);

        var late = fold.Apply(An.Delivery(Start.AddSeconds(1), Firing()));

        Assert.Equal((0, 0, 0, 0, 1), Numbers(late));
        Assert.Empty(fold.ChangedIncidents);
    }

    [Fact]
    public void A_firing_with_a_newer_start_passes_the_tombstone()
    {
        var fold = Empty();
        fold.Apply(An.Delivery(Start, Resolved()));

        var receipt = fold.Apply(An.Delivery(Start.AddSeconds(1), An.Incoming(An.Alert(startsAt: Start.AddSeconds(1)))));

        Assert.Equal(1, receipt.Opened);
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void A_new_firing_reopens_within_fifteen_minutes_and_opens_a_linked_one_later(int minutes, bool isNew)
    {
        var fold = Empty();
        fold.Apply(An.Delivery(Start, Firing()));
        fold.Apply(An.Delivery(Start, Resolved()));
        var first = fold.ChangedIncidents.Single().Id;

        var at = Start.AddMinutes(minutes);
        var receipt = fold.Apply(An.Delivery(at, An.Incoming(An.Alert(startsAt: at))));

        Assert.Equal(isNew ? 1 : 0, receipt.Opened);
        var now = fold.ChangedIncidents.Single(incident => incident.Status == IncidentStatus.Open);
        Assert.Equal(isNew ? first : null, now.PreviousId);
        Assert.Equal(isNew ? 0 : 1, now.Reopened);
        Assert.True(now is { Firing: 1, Analyse: true });
    }

    [Fact]
    public void A_person_who_closed_an_incident_is_not_contradicted_at_once_by_a_mere_repeat()
    {
        var fold = Empty();
        fold.Apply(An.Delivery(Start, Firing()));
        var incident = fold.ChangedIncidents.Single();
        (incident.Status, incident.ClosedBy, incident.ResolvedAt) = (IncidentStatus.Resolved, ClosedBy.Human, Start.AddMinutes(1));

        Assert.Equal("deduplicated", fold.Apply(An.Delivery(Start.AddMinutes(2), Firing())).Status);
        Assert.Equal(IncidentStatus.Resolved, incident.Status);

        Assert.Equal(1, fold.Apply(An.Delivery(Start.AddMinutes(17), Firing())).Opened);
    }

    [Fact]
    public void A_new_firing_ends_the_earlier_one_of_the_same_labels()
    {
        var fold = Empty();
        fold.Apply(An.Delivery(Start, Firing()));

        fold.Apply(An.Delivery(Start.AddMinutes(10), An.Incoming(An.Alert(startsAt: Start.AddMinutes(10)))));

        Assert.True(Assert.Single(fold.ChangedIncidents) is { Firing: 1, Occurrences: 2 });
    }

    [Fact]
    public void Severity_rising_asks_for_a_new_analysis_and_falling_does_not()
    {
        var fold = Empty();
        fold.Apply(An.Delivery(Start, Firing()));
        var incident = fold.ChangedIncidents.Single();
        incident.Analyse = false;

        fold.Apply(An.Delivery(Start.AddMinutes(1), An.Incoming(An.Alert(startsAt: Start) with { Severity = Severity.Info })));
        Assert.False(incident.Analyse);

        fold.Apply(An.Delivery(Start.AddMinutes(2), An.Incoming(An.Alert(startsAt: Start) with { Severity = Severity.Critical, Priority = Priority.P1 })));
        Assert.True(incident is { Analyse: true, Severity: Severity.Critical, Priority: Priority.P1 });
    }

    [Fact]
    public void A_heartbeat_opens_nothing()
    {
        var fold = Empty();

        var receipt = fold.Apply(An.Delivery(Start, An.Incoming(An.Alert("Watchdog") with { Heartbeat = true })));

        Assert.Equal("ignored", receipt.Status);
        Assert.Empty(fold.ChangedIncidents);
        Assert.Equal(Start, fold.Heartbeats["alertmanager"]);
    }

    [Fact]
    public void Each_request_of_a_batch_gets_its_own_count_in_order_of_arrival()
    {
        var fold = Empty();

        var receipts = Enumerable.Range(0, 3).Select(i => fold.Apply(An.Delivery(Start.AddMilliseconds(i), Firing()))).ToList();

        Assert.Equal([1L, 2L, 3L], receipts.Select(receipt => Assert.Single(receipt.Incidents).HitCount));
        Assert.Equal([true, false, false], receipts.Select(receipt => receipt.Incidents[0].IsNew));
        Assert.Equal(2, fold.Occurrences.Count);
        Assert.Equal(2, fold.Occurrences.Single(row => row.Outcome == IntakeOutcome.Duplicate).Copies);
    }

    private static IntakeFold Empty() => new(IntakeWindows.Default, [], [], []);

    private static IncomingAlert Firing(string disk = "") => An.Incoming(An.Alert(startsAt: Start), disk);

    private static IncomingAlert Resolved(string disk = "") => An.Incoming(An.Alert(status: AlertStatus.Resolved, startsAt: Start), disk);

    private static (int, int, int, int, int) Numbers(IntakeReceipt receipt) => (receipt.Opened, receipt.Aggregated, receipt.Duplicates, receipt.Resolved, receipt.Ignored);
}
