using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>Judges a world: one line per check, in the order a card shows them. Pure.</summary>
public static class PreFlightJudgement
{
    public static IReadOnlyList<PreFlightLine> Of(World world)
    {
        ArgumentNullException.ThrowIfNull(world);
        return
        [
            Line(PreFlightChecks.TargetExists, TargetChecks.Exists(world), world),
            Line(PreFlightChecks.Allowed, TargetChecks.Allowed(world), world),
            Line(PreFlightChecks.DryRun, TargetChecks.DryRun(world), world),
            Line(PreFlightChecks.NoRollout, WorkloadChecks.NoRollout(world), world),
            Line(PreFlightChecks.ReplicasHealthy, WorkloadChecks.ReplicasHealthy(world), world),
            Line(PreFlightChecks.DisruptionBudget, WorkloadChecks.DisruptionBudget(world), world),
            Line(PreFlightChecks.Autoscaler, WorkloadChecks.Autoscaler(world), world),
            Line(PreFlightChecks.Quota, WorkloadChecks.Quota(world), world),
            Line(PreFlightChecks.NotGitOps, WorkloadChecks.NotGitOps(world), world),
            Line(PreFlightChecks.NoFreeze, RecordChecks.NoFreeze(world), world),
            Line(PreFlightChecks.UndoPossible, WorkloadChecks.UndoPossible(world), world),
            Line(PreFlightChecks.Dependencies, RecordChecks.Dependencies(world), world),
        ];
    }

    private static PreFlightLine Line(string check, Finding finding, World world) => new(check, finding.State, finding.Value, world.ObservedAt);
}

/// <summary>What one check found.</summary>
internal readonly record struct Finding(PreFlightState State, string Value)
{
    public static Finding Green(string value) => new(PreFlightState.Green, value);

    public static Finding Amber(string value) => new(PreFlightState.Amber, value);

    public static Finding Red(string value) => new(PreFlightState.Red, value);

    /// <summary>What cannot be read is never taken for well.</summary>
    public static Finding Unread(string detail) => Red($"could not be read: {detail}");
}
