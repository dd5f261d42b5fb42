namespace Awoooi.Core.Plans;

/// <summary>How a pre-flight check stands; ordered, worse is higher.</summary>
public enum PreFlightState
{
    Green = 0,
    Amber = 1,

    /// <summary>Blocks signing and execution.</summary>
    Red = 2,
}

/// <summary>One check of the dry run on a card.</summary>
/// <param name="Check">One of <see cref="PreFlightChecks"/>.</param>
/// <param name="Value">What was observed, in one line.</param>
public sealed record PreFlightLine(string Check, PreFlightState State, string Value, DateTimeOffset ObservedAt);

/// <summary>Slugs of the pre-flight checks, in the order a card shows them.</summary>
public static class PreFlightChecks
{
    public const string TargetExists = "target-exists";
    public const string Allowed = "allowed";
    public const string DryRun = "dry-run";
    public const string NoRollout = "no-rollout";
    public const string ReplicasHealthy = "replicas-healthy";
    public const string DisruptionBudget = "disruption-budget";
    public const string Autoscaler = "autoscaler";
    public const string Quota = "quota";
    public const string NotGitOps = "not-gitops";

    /// <summary>The one red line that a break-glass lifts.</summary>
    public const string NoFreeze = "no-freeze";
    public const string UndoPossible = "undo-possible";
    public const string Dependencies = "dependencies";

    public static IReadOnlyList<string> All { get; } =
        [TargetExists, Allowed, DryRun, NoRollout, ReplicasHealthy, DisruptionBudget, Autoscaler, Quota, NotGitOps, NoFreeze, UndoPossible, Dependencies];
}
