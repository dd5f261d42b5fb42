using System.Text.RegularExpressions;

namespace Awoooi.Tests.Components;

public partial class TextTests
{
    public static TheoryData<string> Areas => [.. FaceSources.TextAreas()];

    [Theory]
    [MemberData(nameof(Areas))]
    public void Both_languages_have_the_same_keys_and_none_is_empty(string area)
    {
        var (english, chinese) = (FaceSources.Texts(area, chinese: false), FaceSources.Texts(area, chinese: true));

        Assert.Equal(english.Keys.Order(), chinese.Keys.Order());
        Assert.DoesNotContain(english.Concat(chinese), text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Both_languages_take_the_same_values(string area)
    {
        var chinese = FaceSources.Texts(area, chinese: true);

        Assert.All(FaceSources.Texts(area, chinese: false), text => Assert.Equal(Values(text.Value), Values(chinese[text.Key])));
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Chinese_has_full_width_marks_and_the_polite_you(string area)
    {
        var wrong = FaceSources.Texts(area, chinese: true).Where(text => HalfWidth().IsMatch(text.Value) || text.Value.Contains('你')).Select(text => text.Key);

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Areas))]
    public void Nobody_shouts_or_apologises(string area)
    {
        var all = FaceSources.Texts(area, chinese: false).Concat(FaceSources.Texts(area, chinese: true));

        Assert.DoesNotContain(all, text => Shout().IsMatch(text.Value));
    }

    [Fact]
    public void No_place_is_called_monitoring()
    {
        var names = FaceSources.Texts("ShellText", chinese: false).Concat(FaceSources.Texts("ShellText", chinese: true));

        Assert.DoesNotContain(names, name => Monitoring().IsMatch(name.Value));
    }

    [Fact]
    public void Every_text_that_a_component_asks_for_exists()
    {
        var missing = FaceSources.Components().SelectMany(file =>
            Localizer().Match(file.Text) is { Success: true } area
                ? Key().Matches(file.Text).Select(key => key.Groups[1].Value).Where(key => !FaceSources.Texts(area.Groups[1].Value, chinese: false).ContainsKey(key)).Select(key => $"{file.Name}: {key}")
                : []);

        Assert.Empty(missing);
    }

    [Fact]
    public void No_component_holds_words_of_its_own()
    {
        var stray = FaceSources.Components().Select(file => (file.Name, Words: FaceSources.StrayWords(file.Text))).Where(file => file.Words.Count > 0)
            .Select(file => $"{file.Name}: {string.Join(' ', file.Words)}");

        Assert.Empty(stray);
    }

    [Theory]
    [InlineData("<p>Hello there</p>", "Hello there")]
    [InlineData("<p>@L[\"a\"] more</p>", "more")]
    [InlineData("@if (x > 1)\n{\n  <b>old</b>\n}", "old")]
    [InlineData("<input placeholder=\"Type here\" class=\"in wide\" />", "Type here")]
    [InlineData("<X Title=\"Sign\" Look=\"ButtonLook.Quiet\" />", "Sign")]
    [InlineData("<p>等待中</p>", "等待中")]
    [InlineData("<a href=\"/x\" @onclick=\"() => Go(1)\">@Name(place)@(n > 9 ? \"9+\" : n)</a>", "")]
    [InlineData("<p>@L[\"a\", n]@text[0]<b>@words[1].Length</b> AWOOOI</p>", "")]
    [InlineData("@* a note *@\n@foreach (var a in List)\n{\n  <i title=\"@L[\"k\"]\">@a</i>\n}", "")]
    public void The_scanner_sees_words_and_nothing_else(string razor, string expected)
        => Assert.Equal(expected, string.Join(' ', FaceSources.StrayWords(razor)));

    private static IEnumerable<string> Values(string text) => Placeholder().Matches(text).Select(found => found.Value).Distinct().Order();

    [GeneratedRegex(@"\{\d[^}]*\}|\|")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"(?<=[\u3400-\u9fff\u3000-\u303f\uff00-\uffef])[,:;()!?]|[,:;()!?](?=[\u3400-\u9fff])")]
    private static partial Regex HalfWidth();

    [GeneratedRegex(@"[!！]|\b[Ss]orry\b|抱歉|對不起")]
    private static partial Regex Shout();

    [GeneratedRegex("monitor|監控", RegexOptions.IgnoreCase)]
    private static partial Regex Monitoring();

    [GeneratedRegex(@"@inject IStringLocalizer<(\w+)> L\b")]
    private static partial Regex Localizer();

    [GeneratedRegex(@"\bL\[""([^""{]+)""")]
    private static partial Regex Key();
}
