using Awoooi.Web.Components.Live;
using Awoooi.Web.Components.Shared;
using Bunit;

namespace Awoooi.Tests.Components.Shared;

public class ActionButtonTests : FaceContext
{
    [Fact]
    public void A_button_that_acts_is_off_while_the_page_is_not_live()
    {
        var button = Show(acts: true, live: false).Find("button");

        Assert.True(button.HasAttribute("disabled"));
        Assert.StartsWith("Not live.", button.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public void Others_stay_on(bool acts, bool live)
        => Assert.False(Show(acts, live).Find("button").HasAttribute("disabled"));

    [Fact]
    public void A_link_that_acts_becomes_a_button_that_is_off()
    {
        var shown = Render<ActionButton>(p => p
            .AddCascadingValue(new LiveStatus(false, null))
            .Add(b => b.Acts, true).Add(b => b.Href, "/war-room").AddChildContent("Review"));

        Assert.Empty(shown.FindAll("a"));
        Assert.True(shown.Find("button").HasAttribute("disabled"));
    }

    private IRenderedComponent<ActionButton> Show(bool acts, bool live)
        => Render<ActionButton>(p => p.AddCascadingValue(new LiveStatus(live, null)).Add(b => b.Acts, acts).AddChildContent("Sign"));
}
