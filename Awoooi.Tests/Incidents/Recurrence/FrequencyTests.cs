using Awoooi.Core.Incidents.Recurrence;

namespace Awoooi.Tests.Incidents.Recurrence;

public class FrequencyTests
{
    [Theory]
    [InlineData(0, 0, RecurrenceLevel.New)]
    [InlineData(1, 0, RecurrenceLevel.New)]
    [InlineData(2, 0, RecurrenceLevel.Recurring)]
    [InlineData(4, 0, RecurrenceLevel.Recurring)]
    [InlineData(5, 0, RecurrenceLevel.Frequent)]
    [InlineData(9, 2, RecurrenceLevel.Frequent)]
    [InlineData(10, 0, RecurrenceLevel.Escalate)]
    [InlineData(1, 2, RecurrenceLevel.New)]
    [InlineData(1, 3, RecurrenceLevel.Escalate)]
    public void The_level_follows_the_last_day_and_repairs_in_vain(int lastDay, int inVain, RecurrenceLevel level)
        => Assert.Equal(level, new Frequency(AnomalyCounts.None with { LastDay = lastDay, LastWeek = 100 }, inVain).Level);
}
