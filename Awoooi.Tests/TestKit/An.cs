using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;

namespace Awoooi.Tests.TestKit;

/// <summary>Builders with good defaults.</summary>
internal static class An
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Windows under which nothing becomes a storm, for tests that share a namespace and a minute.</summary>
    public static readonly IntakeWindows Calm = IntakeWindows.Default with { Storm = StormLimits.Default with { PerGroup = int.MaxValue, PerSource = int.MaxValue } };

    public static Alert Alert(string type = "KubePodCrashLooping", string ns = "shop", string target = "cart-7d4b8c9f5-xk2m3", AlertStatus status = AlertStatus.Firing, DateTimeOffset? startsAt = null) => new()
    {
        Source = "alertmanager",
        AlertType = type,
        Severity = Severity.Warning,
        Status = status,
        Priority = Priority.P2,
        Category = "crashloop",
        Automation = AutomationVerdict.Approve,
        Namespace = ns,
        TargetResource = target,
        ResourceType = "pod",
        Workload = "cart",
        Message = $"{type} on {target}",
        StartsAt = startsAt,
        Labels = new Dictionary<string, string> { ["alertname"] = type, ["namespace"] = ns, ["pod"] = target },
    };

    public static IncomingAlert Incoming(Alert alert, string disk = "") => new(
        alert,
        new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{alert.Source}|{Fingerprint.Of(alert, "home")}|{disk}")).AsSpan(0, 16)),
        Fingerprint.Of(alert, "home"),
        Fingerprint.ClassKey(alert, "home"),
        Fingerprint.IsElsewhere(alert, "home"));

    public static Delivery Delivery(DateTimeOffset at, params IncomingAlert[] alerts) => new(Guid.CreateVersion7(at), "alertmanager", at, alerts, "{}"u8.ToArray());
}
