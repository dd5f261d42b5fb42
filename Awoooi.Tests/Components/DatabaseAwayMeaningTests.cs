using System.Data.Common;
using Awoooi.Web.Components.Errors;

namespace Awoooi.Tests.Components;

public sealed class DatabaseAwayMeaningTests
{
    [Theory]
    [InlineData(null, true)]
    [InlineData("08006", true)]
    [InlineData("53300", true)]
    [InlineData("57P01", true)]
    [InlineData("58030", true)]
    [InlineData("25006", true)]
    [InlineData("23505", false)]
    [InlineData("42P01", false)]
    [InlineData("22001", false)]
    [InlineData("40001", false)]
    public void Only_a_database_that_gives_no_usable_answer_is_away(string? state, bool away)
    {
        Assert.Equal(away, DatabaseAway.Means(new Fault(state)));
        Assert.Equal(away, DatabaseAway.Means(new InvalidOperationException("wrapped", new Fault(state))));
    }

    [Fact]
    public void A_time_limit_of_something_else_is_no_database_that_is_away() => Assert.False(DatabaseAway.Means(new TimeoutException()));

    private sealed class Fault(string? state) : DbException
    {
        public override string? SqlState => state;
    }
}
