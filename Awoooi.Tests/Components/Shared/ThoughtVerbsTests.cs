using Awoooi.Web.Components.Shared;

namespace Awoooi.Tests.Components.Shared;

public class ThoughtVerbsTests
{
    [Theory]
    [InlineData("saw", ThoughtVerb.Saw)]
    [InlineData("Acted", ThoughtVerb.Acted)]
    [InlineData("danced", null)]
    [InlineData("3", null)]
    [InlineData("", null)]
    public void Only_the_eleven_verbs_are_verbs(string stored, ThoughtVerb? expected)
        => Assert.Equal(expected, ThoughtVerbs.Find(stored));
}
