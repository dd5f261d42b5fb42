using Awoooi.Core.Plans;
using Awoooi.Tests.Components.WarRoom;
using Awoooi.Web.Components.Palette;
using Awoooi.Web.Security;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Components.Palette;

public class CommandPaletteTests : WarRoomContext
{
    [Fact]
    public async Task It_opens_with_the_places_one_may_go_to()
    {
        var palette = await OpenAsync();

        Assert.Equal("Nexus", palette.Find("[role=option]").TextContent.Trim());
        Assert.DoesNotContain(Titles(palette), title => title == "Terminal");
    }

    [Fact]
    public async Task Who_may_use_the_terminal_finds_it_and_its_commands()
    {
        Authorization.SetPolicies(Policies.Terminal);
        var palette = await OpenAsync();
        Assert.Contains("Terminal", Titles(palette));

        palette.Find("input").Input("/he");

        Assert.Equal(["/help", "/he"], Titles(palette));
    }

    [Fact]
    public async Task Nobody_else_is_offered_a_command()
    {
        var palette = await OpenAsync();

        palette.Find("input").Input("/help");

        Assert.Empty(Titles(palette));
    }

    [Theory]
    [InlineData("cart")]
    [InlineData("SCALE")]
    [InlineData("調整")]
    [InlineData("apr-0231")]
    [InlineData("ＡＰＲ-0231")]
    public async Task An_open_request_is_found_by_what_people_call_it(string typed)
    {
        Given(RiskLevel.High);
        var palette = await OpenAsync();

        palette.Find("input").Input(typed);
        await palette.InvokeAsync(() => palette.Instance.PressedAsync("go"));

        Assert.EndsWith("/war-room/APR-0231", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arrows_choose_and_go_around()
    {
        Given(RiskLevel.High);
        var palette = await OpenAsync();
        palette.Find("input").Input("cart");

        await palette.InvokeAsync(() => palette.Instance.PressedAsync("up"));
        Assert.Equal(palette.FindAll("[role=option]")[^1].Id, palette.Find("input").GetAttribute("aria-activedescendant"));
        await palette.InvokeAsync(() => palette.Instance.PressedAsync("go"));

        Assert.EndsWith("/incidents/INC-88", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_said_so()
    {
        var palette = await OpenAsync();

        palette.Find("input").Input("zzz");

        Assert.Equal("Nothing for “zzz”.", palette.Find("[role=status]").TextContent);
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_not_taken_for_nothing()
    {
        Incidents.Failure = new TimeoutException();
        var palette = await OpenAsync();

        palette.Find("input").Input("cart");

        Assert.Contains("could not be read", palette.Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    private async Task<IRenderedComponent<CommandPalette>> OpenAsync()
    {
        var palette = Render<CommandPalette>();
        await palette.InvokeAsync(() => palette.Instance.PressedAsync("open"));
        return palette;
    }

    private static IEnumerable<string> Titles(IRenderedComponent<CommandPalette> palette) => palette.FindAll("[role=option] .t").Select(title => title.TextContent);
}
