using Awoooi.Web.Components.Shared;
using Bunit;

namespace Awoooi.Tests.Components.Shared;

public class DotDrawingTests : FaceContext
{
    [Fact]
    public void A_one_is_ten_lit_dots_on_a_field_of_thirty_five()
    {
        var drawing = DotDrawing.Of("1", unlit: true, int.MaxValue);

        Assert.Equal(50, drawing.Width);
        Assert.Equal(35, drawing.Dots.Count);
        Assert.Equal(10, drawing.Dots.Count(dot => dot.Lit));
    }

    [Fact]
    public void A_point_has_no_unlit_dots_that_could_read_as_a_digit()
        => Assert.Equal([new Dot(5, 65, Lit: true, Accent: false)], DotDrawing.Of(".", unlit: true, int.MaxValue).Dots);

    [Fact]
    public void The_wordmark_ends_in_the_accent_colour()
    {
        var drawing = DotDrawing.Of("AWOOOI", unlit: false, accentFrom: 5);

        Assert.Equal(330, drawing.Width);
        Assert.All(drawing.Dots, dot => Assert.Equal(dot.X > 300, dot.Accent));
    }

    [Fact]
    public void An_unknown_character_is_refused_loudly()
        => Assert.Throws<ArgumentException>(() => DotDrawing.Of("98 %", unlit: true, int.MaxValue));

    [Theory]
    [InlineData("100.0")]
    [InlineData("0")]
    [InlineData("1/5")]
    [InlineData("—")]
    [InlineData("404")]
    public void Every_text_the_pages_use_can_be_drawn(string text)
    {
        var picture = Render<DotMatrix>(p => p.Add(d => d.Text, text).Add(d => d.Label, "said")).Find("svg");

        Assert.Equal("img", picture.GetAttribute("role"));
        Assert.Equal("said", picture.GetAttribute("aria-label"));
        Assert.NotEmpty(picture.QuerySelectorAll("circle.o"));
    }
}
