using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Components.Settings;

namespace Awoooi.Tests.Components.Settings;

public class TrialOutcomeTests
{
    private static readonly Installation Home = new("home");

    [Theory]
    [InlineData(AutomationVerdict.Auto, "auto")]
    [InlineData(AutomationVerdict.Approve, "approve")]
    [InlineData(AutomationVerdict.Manual, "manual")]
    [InlineData(AutomationVerdict.None, "none")]
    public void An_ordinary_alert_goes_as_far_as_the_catalogue_lets_it(AutomationVerdict ceiling, string expected)
        => Assert.Equal(expected, TrialOutcome.Of(An.Alert() with { Automation = ceiling }, Home));

    [Fact]
    public void What_acts_on_nothing_is_said_whatever_the_catalogue_allows()
    {
        var able = An.Alert() with { Automation = AutomationVerdict.Auto };

        Assert.Equal("heartbeat", TrialOutcome.Of(able with { Heartbeat = true }, Home));
        Assert.Equal("test", TrialOutcome.Of(able with { Test = true }, Home));
        Assert.Equal("blind", TrialOutcome.Of(able with { Blind = true }, Home));
        Assert.Equal("resolved", TrialOutcome.Of(able with { Status = AlertStatus.Resolved }, Home));
        Assert.Equal("elsewhere", TrialOutcome.Of(able with { Cluster = "edge" }, Home));
    }

    [Fact]
    public void Every_outcome_has_its_sentence()
        => Assert.All(
            ["heartbeat", "resolved", "test", "blind", "elsewhere", "auto", "approve", "manual", "none"],
            outcome => Assert.Contains($"would.{outcome}", FaceSources.Texts("SettingsText", chinese: true).Keys));
}
