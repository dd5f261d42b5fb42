using System.Globalization;
using System.Text.Json;

namespace Awoooi.E2E;

/// <summary>Deliveries as the sources write them.</summary>
internal static class Alert
{
    private static readonly string Began = TimeProvider.System.GetUtcNow().ToString("O", CultureInfo.InvariantCulture);

    /// <summary>One Alertmanager delivery of one alert; <paramref name="labels"/> come on top of its name.</summary>
    public static string Alertmanager(string name, IReadOnlyDictionary<string, string> labels, bool firing = true, string summary = "it restarts")
        => JsonSerializer.Serialize(new
        {
            version = "4",
            groupKey = "{}",
            truncatedAlerts = 0,
            status = firing ? "firing" : "resolved",
            receiver = "awoooi",
            groupLabels = new { },
            commonLabels = new { },
            commonAnnotations = new { },
            externalURL = "http://alertmanager.example",
            alerts = new[]
            {
                new
                {
                    status = firing ? "firing" : "resolved",
                    labels = new Dictionary<string, string>(labels) { ["alertname"] = name, ["severity"] = labels.GetValueOrDefault("severity", "warning") },
                    annotations = new { summary },
                    startsAt = Began,
                    endsAt = "0001-01-01T00:00:00Z",
                },
            },
        });

    public static string CrashLoop(string ns, string pod, string container, bool firing = true)
        => Alertmanager("KubePodCrashLooping", new Dictionary<string, string> { ["namespace"] = ns, ["pod"] = pod, ["container"] = container, ["job"] = "kube-state-metrics" }, firing);

    /// <summary>The standard payload: a deployment short of CPU.</summary>
    public static string Busy(string ns, string deployment)
        => JsonSerializer.Serialize(new
        {
            alert_type = "PodHighCpu",
            severity = "warning",
            source = "e2e",
            message = "CPU is used up",
            @namespace = ns,
            target_resource = deployment,
            resource_type = "deployment",
            metrics = new { cpu_percent = 95 },
        });
}
