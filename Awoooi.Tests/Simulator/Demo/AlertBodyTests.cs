using System.Text;
using Awoooi.Core.Alerts;
using Awoooi.Core.Alerts.Catalogue;
using Awoooi.Core.Incidents;
using Awoooi.Infrastructure.Simulator.Demo;

namespace Awoooi.Tests.Simulator.Demo;

public sealed class AlertBodyTests
{
    private static readonly DateTimeOffset Began = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, IAlertSource> Sources = AlertSources.All(AlertCatalogue.Shipped()).ToDictionary(source => source.Name, StringComparer.Ordinal);

    public static TheoryData<string> Tellers => [.. Enum.GetNames<StoryTeller>()];

    [Theory]
    [MemberData(nameof(Tellers))]
    public void A_body_is_read_at_its_door_and_its_end_is_the_same_alert(string teller)
    {
        var alert = Story(Enum.Parse<StoryTeller>(teller));

        var (firing, resolved) = (Read(alert, null), Read(alert, Began.AddMinutes(3)));

        Assert.Equal((AlertStatus.Firing, AlertStatus.Resolved), (firing.Alert.Status, resolved.Alert.Status));
        Assert.Equal((alert.Name, "shop", Began), (firing.Alert.AlertType, firing.Alert.Namespace, firing.Alert.StartsAt));
        Assert.Equal((firing.Key, firing.Fingerprint, firing.Alert.StartsAt), (resolved.Key, resolved.Fingerprint, resolved.Alert.StartsAt));
    }

    [Theory]
    [MemberData(nameof(Tellers))]
    public void Every_door_exists(string teller)
    {
        var told = Enum.Parse<StoryTeller>(teller);

        Assert.EndsWith($"/{Sources[AlertBody.Source(told)].Path}", AlertBody.Path(told), StringComparison.Ordinal);
    }

    private static StoryAlert Story(StoryTeller teller) => new(
        teller, "SSLCertExpiringSoon", "warning",
        teller == StoryTeller.Script
            ? new Dictionary<string, string> { ["namespace"] = "shop", ["target_resource"] = "shop.example", ["resource_type"] = "certificate" }
            : new Dictionary<string, string> { ["namespace"] = "shop", ["pod"] = "cart-1" },
        "It expires in 9 days") { StartsAt = Began };

    private static IncomingAlert Read(StoryAlert alert, DateTimeOffset? endedAt)
    {
        var body = Encoding.UTF8.GetBytes(AlertBody.Of(alert, endedAt).ToJsonString());
        var read = Sources[AlertBody.Source(alert.Teller)].Normalise(body, new NormalisationContext(Began, "demo", false, false));
        Assert.Null(read.Fault);
        return new Installation("demo").Identify(Assert.Single(read.Alerts).Alert);
    }
}
