namespace Awoooi.Core.Plans;

/// <summary>The closed list of what AWOOOI can do to the world. Wire names are the members in UPPER_SNAKE_CASE.</summary>
public enum Operation
{
    /// <summary>A runbook for people; nothing executes.</summary>
    Manual = 0,
    RestartPod,
    RestartDeployment,
    ScaleUp,
    ScaleDown,
    Rollback,
}
