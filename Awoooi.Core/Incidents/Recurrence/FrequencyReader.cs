namespace Awoooi.Core.Incidents.Recurrence;

/// <summary>Puts together how often an incident's class came back.</summary>
public sealed class FrequencyReader(IAnomalyTimeline timeline, IRecurrenceRecord record, TimeProvider clock)
{
    public async Task<Frequency> ReadAsync(string classKey, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        return new Frequency(await timeline.ReadAsync(classKey, now, cancel), await record.RepairsInVainAsync(classKey, now, cancel));
    }
}
