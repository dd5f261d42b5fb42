namespace Awoooi.Core.Incidents.Recurrence;

/// <summary>How insistently a class of alerts comes back.</summary>
public enum RecurrenceLevel
{
    New = 0,
    Recurring,
    Frequent,

    /// <summary>People have to know, even if each occurrence was repaired by itself.</summary>
    Escalate,
}

/// <summary>How often a class of alerts came back, and how often it was repaired to no lasting effect.</summary>
/// <param name="RepairsInVain">Repairs of the last seven days that failed, changed nothing, or after which it came back within a day.</param>
public sealed record Frequency(AnomalyCounts Counts, int RepairsInVain)
{
    public const int RecurringFrom = 2;
    public const int FrequentFrom = 5;
    public const int EscalateFrom = 10;
    public const int EscalateFromRepairs = 3;

    public RecurrenceLevel Level => Counts.LastDay >= EscalateFrom || RepairsInVain >= EscalateFromRepairs ? RecurrenceLevel.Escalate
        : Counts.LastDay >= FrequentFrom ? RecurrenceLevel.Frequent
        : Counts.LastDay >= RecurringFrom ? RecurrenceLevel.Recurring
        : RecurrenceLevel.New;
}
