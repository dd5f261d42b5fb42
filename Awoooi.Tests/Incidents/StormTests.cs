using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Incidents;

public sealed class StormTests
{
    private static readonly DateTimeOffset Start = An.Noon;
    private static readonly StormGroup Shop = StormGroup.Of("alertmanager", "shop", "", false);

    [Fact]
    public void Ten_new_incidents_of_a_namespace_within_a_minute_stay_single_and_the_eleventh_is_a_storm()
    {
        var fold = Empty();
        Assert.All(Enumerable.Range(0, 10), i => Assert.Equal(1, fold.Apply(Firing(i, Start.AddSeconds(i))).Opened));
        Assert.DoesNotContain(fold.ChangedIncidents, incident => incident.IsStorm);

        var receipt = fold.Apply(Firing(10, Start.AddSeconds(59)));

        var storm = Assert.Single(fold.ChangedIncidents, incident => incident.IsStorm);
        Assert.True(storm is { IsNew: true, Analyse: true, JustBroke: true, Firing: 1, Occurrences: 1, First.Alert: { AlertType: "AlertStorm", Namespace: "shop", Automation: AutomationVerdict.Manual } });
        Assert.Equal(storm.Id, Assert.Single(receipt.Incidents).Id);
        Assert.Equal(1, receipt.Opened);
        Assert.Equal(10, fold.Gathered.Count);
        Assert.All(fold.Gathered.Values, id => Assert.Equal(storm.Id, id));
    }

    [Fact]
    public void Ten_a_minute_for_ever_are_no_storm()
    {
        var fold = Empty();
        for (var i = 0; i < 200; i++)
        {
            fold.Apply(Firing(i, Start.AddSeconds(6 * i)));
        }

        Assert.DoesNotContain(fold.ChangedIncidents, incident => incident.IsStorm);
        Assert.Equal(200, fold.ChangedIncidents.Count());
    }

    [Fact]
    public void What_comes_during_a_storm_attaches_to_it_until_five_quiet_minutes_have_passed()
    {
        var fold = Storm(out var storm);

        Assert.Equal((0, 1), Numbers(fold.Apply(Firing(50, Start.AddSeconds(30)))));
        Assert.Equal((0, 1), Numbers(fold.Apply(Firing(51, Start.AddSeconds(30 + 299)))));
        Assert.Equal(3, storm.Firing);
        Assert.Equal((1, 0), Numbers(fold.Apply(Firing(52, Start.AddSeconds(30 + 299 + 300)))));
        Assert.Equal(3, storm.Firing);
    }

    [Fact]
    public void A_repeat_does_not_lengthen_a_storm()
    {
        var fold = Storm(out var storm);
        var until = storm.StormUntil;

        fold.Apply(Firing(10, Start.AddMinutes(4)));

        Assert.Equal(until, storm.StormUntil);
    }

    [Fact]
    public void A_storm_takes_over_the_worst_severity_and_priority_but_is_analysed_once()
    {
        var fold = Storm(out var storm);
        storm.Analyse = false;

        fold.Apply(An.Delivery(Start.AddSeconds(20), An.Incoming(Alert(60) with { Severity = Severity.Critical, Priority = Priority.P0 })));

        Assert.True(storm is { Severity: Severity.Critical, Priority: Priority.P0, Analyse: false });
    }

    [Fact]
    public void A_storm_that_begins_again_while_its_incident_is_open_is_the_same_incident()
    {
        var fold = Storm(out var storm);
        var later = Start.AddMinutes(10);
        for (var i = 100; i < 110; i++)
        {
            Assert.Equal((1, 0), Numbers(fold.Apply(Firing(i, later))));
        }

        Assert.Equal((0, 1), Numbers(fold.Apply(Firing(110, later))));
        Assert.Single(fold.ChangedIncidents, incident => incident.IsStorm);
        Assert.Equal(later + StormLimits.Default.Quiet, storm.StormUntil);
        Assert.Equal(20, fold.Gathered.Count);
    }

    [Fact]
    public void A_storm_ends_with_its_last_alert_and_opens_again_while_it_rages()
    {
        var fold = Storm(out var storm);

        fold.Apply(An.Delivery(Start.AddMinutes(1), An.Incoming(Alert(10) with { Status = AlertStatus.Resolved })));
        Assert.Equal(IncidentStatus.Resolved, storm.Status);
        fold.Apply(Firing(70, Start.AddMinutes(2)));

        Assert.True(storm is { Status: IncidentStatus.Open, Reopened: 1, Firing: 1 });
    }

    [Fact]
    public void Namespaces_clusters_and_sources_storm_apart()
    {
        var fold = Storm(out _);

        Assert.Equal(1, fold.Apply(An.Delivery(Start.AddSeconds(20), An.Incoming(Alert(80) with { Namespace = "bank" }))).Opened);
        Assert.Equal(1, fold.Apply(An.Delivery(Start.AddSeconds(20), An.Incoming(Alert(81) with { Cluster = "away" }))).Opened);
        Assert.Equal(1, fold.Apply(An.Delivery(Start.AddSeconds(20), An.Incoming(Alert(82) with { Source = "grafana" }))).Opened);
    }

    [Fact]
    public void More_than_a_hundred_new_incidents_of_a_source_are_a_storm_of_the_source()
    {
        var fold = Empty();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(1, fold.Apply(An.Delivery(Start, An.Incoming(Alert(i) with { Namespace = $"ns-{i / 5}" }))).Opened);
        }

        fold.Apply(An.Delivery(Start, An.Incoming(Alert(100) with { Namespace = "ns-new" })));
        Assert.Equal((0, 1), Numbers(fold.Apply(An.Delivery(Start, An.Incoming(Alert(101) with { Namespace = "ns-newer" })))));

        var storm = Assert.Single(fold.ChangedIncidents, incident => incident.IsStorm);
        Assert.Equal(("", Shop.Whole.Fingerprint), (storm.First!.Alert.Namespace, storm.Fingerprint));
        Assert.Equal(100, fold.Gathered.Count);
    }

    [Fact]
    public void Tests_and_blind_monitoring_are_neither_counted_nor_gathered()
    {
        var fold = Storm(out _);

        Assert.Equal(1, fold.Apply(An.Delivery(Start.AddSeconds(20), An.Incoming(Alert(90) with { Test = true }))).Opened);
        Assert.Equal(1, fold.Apply(An.Delivery(Start.AddSeconds(20), An.Incoming(Alert(91) with { Blind = true }))).Opened);
        var calm = Empty();
        for (var i = 0; i < 30; i++)
        {
            calm.Apply(An.Delivery(Start, An.Incoming(Alert(i) with { Test = true })));
        }

        Assert.DoesNotContain(calm.ChangedIncidents, incident => incident.IsStorm);
    }

    [Fact]
    public void An_alert_whose_incident_is_open_stays_with_it_during_a_storm()
    {
        var fold = Storm(out var storm);

        var receipt = fold.Apply(An.Delivery(Start.AddSeconds(20), An.Incoming(Alert(3), disk: "another")));

        Assert.NotEqual(storm.Id, Assert.Single(receipt.Incidents).Id);
    }

    private static IntakeFold Storm(out IncidentRow storm)
    {
        var fold = Empty();
        for (var i = 0; i <= 10; i++)
        {
            fold.Apply(Firing(i, Start));
        }

        storm = Assert.Single(fold.ChangedIncidents, incident => incident.IsStorm);
        return fold;
    }

    private static IntakeFold Empty() => new(IntakeWindows.Default, [], [], []);

    private static Delivery Firing(int number, DateTimeOffset at) => An.Delivery(at, An.Incoming(Alert(number)));

    private static Alert Alert(int number) => An.Alert(target: $"cart-{number}", startsAt: Start);

    private static (int Opened, int Aggregated) Numbers(IntakeReceipt receipt) => (receipt.Opened, receipt.Aggregated);
}
