using Awoooi.Web.Components.Culture;
using Microsoft.AspNetCore.Http;

namespace Awoooi.Tests.Components.Culture;

public class CultureTests
{
    [Theory]
    [InlineData("zh-TW,zh;q=0.9,en;q=0.8", "zh-Hant-TW")]
    [InlineData("en-GB,en;q=0.9,zh-TW;q=0.8", "en")]
    [InlineData("de-DE,zh-Hant;q=0.7,en;q=0.3", "zh-Hant-TW")]
    [InlineData("de-DE,fr;q=0.7", null)]
    [InlineData("", null)]
    public async Task The_browsers_first_language_that_is_known_is_taken(string accepted, string? expected)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.AcceptLanguage = accepted;

        var chosen = await new BrowserCulture().DetermineProviderCultureResult(http);

        Assert.Equal(expected, chosen?.UICultures[0].Value);
    }

    [Theory]
    [InlineData("/", true)]
    [InlineData("/war-room/APR-0231?x=1", true)]
    [InlineData("//elsewhere.example", false)]
    [InlineData("/\\elsewhere.example", false)]
    [InlineData("https://elsewhere.example", false)]
    [InlineData("/a\r\nSet-Cookie: x", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_paths_of_this_site_are_gone_back_to(string? path, bool local)
        => Assert.Equal(local, CultureEndpoint.IsLocal(path));

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("Nowhere/Land", "Asia/Taipei")]
    [InlineData(null, "Asia/Taipei")]
    public void The_zone_of_the_person_is_taken_when_it_exists(string? cookie, string expected)
    {
        var http = new DefaultHttpContext();
        if (cookie is not null)
        {
            http.Request.Headers.Cookie = $"{Viewer.ZoneCookie}={Uri.EscapeDataString(cookie)}";
        }

        Assert.Equal(expected, Viewer.Of(http).ZoneId);
    }
}
