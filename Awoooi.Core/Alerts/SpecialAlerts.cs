namespace Awoooi.Core.Alerts;

/// <summary>Alerts that are no trouble of a target: heartbeats, tests, and monitoring that cannot see.</summary>
internal enum SpecialKind
{
    Ordinary,
    Heartbeat,
    Test,
    Blind,
}

/// <summary>Recognises <see cref="SpecialKind"/> by name and labels.</summary>
internal static class SpecialAlerts
{
    public const string MonitoringBlind = "MonitoringBlind";

    private static readonly HashSet<string> Heartbeats = new(StringComparer.OrdinalIgnoreCase)
    {
        "Watchdog", "DeadMansSwitch", "DeadManSwitch", "DeadMansSnitch", "PrometheusAlertmanagerE2eDeadManSwitch", "Heartbeat",
    };

    public static SpecialKind KindOf(string name, LabelDictionary labels)
    {
        if (IsTestName(name))
        {
            return SpecialKind.Test;
        }

        if (Heartbeats.Contains(name))
        {
            return SpecialKind.Heartbeat;
        }

        return name is MonitoringBlind or "DatasourceNoData" or "DatasourceError"
            || name.StartsWith("[No data]", StringComparison.OrdinalIgnoreCase)
            || labels["nodata"].Equals("true", StringComparison.OrdinalIgnoreCase)
            ? SpecialKind.Blind
            : SpecialKind.Ordinary;
    }

    /// <summary>Of an alert, or of a project where the sender's alerts have no names of their own.</summary>
    public static bool IsTestName(string name) => name.StartsWith("E2E_SMOKE_TEST", StringComparison.OrdinalIgnoreCase);

    public static bool ClaimsTest(LabelDictionary labels) => labels["testalert"].Equals("true", StringComparison.OrdinalIgnoreCase);
}
