namespace Awoooi.Core.Incidents.Recurrence;

/// <summary>What the records say about classes that come back.</summary>
public interface IRecurrenceRecord
{
    /// <summary>Repairs of the class in the last seven days that failed, changed nothing, or after which it came back within a day.</summary>
    Task<int> RepairsInVainAsync(string classKey, DateTimeOffset now, CancellationToken cancel);

    /// <summary>Says once in the story of each open incident of several alerts that its class reached <see cref="RecurrenceLevel.Escalate"/>; how many, at most 500 at a time. Incidents of one alert are looked at with their analysis.</summary>
    Task<int> EscalateAsync(DateTimeOffset now, CancellationToken cancel);
}
