using System.Text.RegularExpressions;
using Awoooi.Web.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Tests.Components;

public partial class StyleTests
{
    [Fact]
    public void Colours_are_named_in_the_tokens_only()
        => Assert.Empty(FaceSources.Styles().Where(file => file.Name is not ("wwwroot/css/tokens.css" or "wwwroot/css/base.css") && Colour().IsMatch(file.Text)).Select(file => file.Name));

    [Fact]
    public void Every_token_that_is_used_exists()
    {
        var known = FaceSources.Styles().SelectMany(file => Definition().Matches(file.Text)).Select(found => found.Groups[1].Value).ToHashSet();
        var used = FaceSources.Styles().SelectMany(file => Use().Matches(file.Text)).Select(found => found.Groups[1].Value);

        Assert.Empty(used.Except(known));
    }

    [Fact]
    public void No_style_overrules_and_none_is_inline()
    {
        Assert.Empty(FaceSources.Styles().Where(file => file.Text.Contains("!important", StringComparison.Ordinal)).Select(file => file.Name));
        Assert.Empty(FaceSources.Components().Where(file => InlineStyle().IsMatch(file.Text)).Select(file => file.Name));
    }

    [Fact]
    public void Whatever_moves_stands_still_for_those_who_ask()
        => Assert.Empty(FaceSources.Styles().Where(file => Moves().IsMatch(file.Text) && !file.Text.Contains("prefers-reduced-motion", StringComparison.Ordinal)).Select(file => file.Name));

    [Fact]
    public void No_page_is_framed()
        => Assert.Empty(FaceSources.Components().Where(file => file.Text.Contains("<iframe", StringComparison.OrdinalIgnoreCase)).Select(file => file.Name));

    [Fact]
    public void Scripts_are_small()
        => Assert.Empty(FaceSources.Scripts().Where(file => file.Text.Split('\n').Length > 81).Select(file => file.Name));

    [Fact]
    public void Every_page_says_who_may_see_it()
    {
        var silent = typeof(App).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(RouteAttribute), inherit: false))
            .Where(page => !page.IsDefined(typeof(AuthorizeAttribute), inherit: true) && !page.IsDefined(typeof(AllowAnonymousAttribute), inherit: true));

        Assert.Empty(silent);
    }

    [GeneratedRegex(@"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")]
    private static partial Regex Colour();

    [GeneratedRegex(@"(--[\w-]+)\s*:")]
    private static partial Regex Definition();

    [GeneratedRegex(@"var\((--[\w-]+)")]
    private static partial Regex Use();

    [GeneratedRegex(@"\sstyle\s*=")]
    private static partial Regex InlineStyle();

    [GeneratedRegex(@"\b(animation|transition)\s*:")]
    private static partial Regex Moves();
}
