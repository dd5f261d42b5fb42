using Awoooi.Web.Components.Layout;
using Awoooi.Web.Components.Live;
using Awoooi.Web.Security;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Components.Layout;

public class TopBarTests : FaceContext
{
    [Fact]
    public void There_are_exactly_three_places()
    {
        Authorization.SetPolicies(Policies.Terminal);

        Assert.Equal(["Nexus", "War Room", "Terminal"], Show(0).FindAll(".nav a").Select(place => place.TextContent.Trim()));
    }

    [Fact]
    public void Who_may_not_use_the_terminal_is_not_shown_it()
        => Assert.Equal(["Nexus", "War Room"], Show(0).FindAll(".nav a").Select(place => place.TextContent.Trim()));

    [Theory]
    [InlineData("", "Nexus")]
    [InlineData("war-room", "War Room")]
    [InlineData("war-room/APR-0231", "War Room")]
    public void The_place_one_is_in_is_marked(string path, string expected)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);

        Assert.StartsWith(expected, Assert.Single(Show(0).FindAll(".nav a[aria-current]")).TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("incidents")]
    [InlineData("war-rooms")]
    public void Elsewhere_no_place_is_marked(string path)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(path);

        Assert.Empty(Show(0).FindAll(".nav a[aria-current]"));
    }

    [Theory]
    [InlineData(3, "3")]
    [InlineData(100, "99+")]
    public void What_waits_is_counted(int pending, string shown)
        => Assert.Equal(shown, Show(pending).Find(".badge [aria-hidden]").TextContent);

    [Fact]
    public void When_nothing_waits_there_is_no_badge() => Assert.Empty(Show(0).FindAll(".badge"));

    [Fact]
    public void While_not_live_the_mode_of_the_AI_is_not_known()
    {
        Assert.Contains("acting", Show(0, live: true).Find("[data-testid=ai-mode]").TextContent, StringComparison.Ordinal);
        Assert.Contains("not known", Show(0, live: false).Find("[data-testid=ai-mode]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_live_dot_without_heartbeat_is_never_green()
        => Assert.Empty(Show(0, live: false).FindAll("[data-testid=live] .here .ok"));

    private IRenderedComponent<TopBar> Show(int pending, bool live = true)
        => Render<TopBar>(p => p
            .AddCascadingValue(new BarFacts(pending, AiMode.Acting))
            .AddCascadingValue(new LiveStatus(live, Clock.GetUtcNow())));
}
