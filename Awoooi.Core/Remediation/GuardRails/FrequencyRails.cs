using Awoooi.Core.Approvals;

namespace Awoooi.Core.Remediation.GuardRails;

/// <summary>Rails about how often and after what.</summary>
internal static class FrequencyRails
{
    public static IReadOnlyList<GuardRail> All { get; } =
    [
        new("hourly-target", (facts, limits) => facts.RepairsOfTargetLastHour switch
        {
            null => GuardRail.Missing("repairs of the workload in the last hour"),
            var count when count >= limits.RepairsPerHour => GuardRail.Refuse(GuardRailReason.HourlyLimit, $"{count} repairs of the workload in the last hour, at most {limits.RepairsPerHour}"),
            _ => null,
        }),
        new("hourly-all", (facts, limits) => facts.RepairsLastHour switch
        {
            null => GuardRail.Missing("repairs in the last hour"),
            var count when count >= limits.RepairsPerHourInAll => GuardRail.Refuse(GuardRailReason.HourlyLimit, $"{count} repairs in the last hour, at most {limits.RepairsPerHourInAll}"),
            _ => null,
        }),
        new("failures", (facts, limits) => facts.ConsecutiveFailures switch
        {
            null => GuardRail.Missing("failures in a row"),
            var count when count >= limits.ConsecutiveFailures => GuardRail.Refuse(GuardRailReason.ConsecutiveFailures, $"{count} failures in a row; a person resets this"),
            _ => null,
        }),
        new("cooldown", (facts, limits) => facts.SinceLastRepair switch
        {
            null => GuardRail.Missing("time since the last repair"),
            var since when since < limits.Cooldown => GuardRail.Refuse(GuardRailReason.Cooldown, $"last repair {since.Value.TotalSeconds:F0} s ago, wait {limits.Cooldown.TotalSeconds:F0} s"),
            _ => null,
        }),
        new("busy", (facts, _) => facts.OtherActionRunning switch
        {
            null => GuardRail.Missing("whether another action runs"),
            true => GuardRail.Refuse(GuardRailReason.TargetBusy, "another action on the workload is under way"),
            _ => null,
        }),

        // A person who signs has decided to try again; machines may not.
        new("ineffective", (facts, limits) => facts.IneffectiveTries switch
        {
            null => GuardRail.Missing("how often it did not help"),
            var tries when tries >= limits.IneffectiveTries && facts.Authority is not (Authority.Quorum or Authority.OnePerson or Authority.BreakGlass)
                => GuardRail.Refuse(GuardRailReason.IneffectiveChain, $"did not help {tries} times in 24 h"),
            _ => null,
        }),
    ];
}
