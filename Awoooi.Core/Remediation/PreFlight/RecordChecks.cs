namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>Checks against our own records.</summary>
internal static class RecordChecks
{
    private const string Away = "our own records";

    public static Finding NoFreeze(World world) => world.Surroundings switch
    {
        null => Finding.Unread(Away),
        { Freeze: { } name } => Finding.Red($"change freeze {name}"),
        _ => Finding.Green("no change freeze"),
    };

    public static Finding Dependencies(World world) => world.Surroundings switch
    {
        null => Finding.Unread(Away),
        { OtherIncidents: { Count: > 0 } others } => Finding.Amber($"also open in {world.Plan.Target.Workload.Namespace}: {string.Join(", ", others)}"),
        _ => Finding.Green($"nothing else is open in {world.Plan.Target.Workload.Namespace}"),
    };
}
