using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Core.People;
using Awoooi.Core.Settings;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Components.Settings;
using Awoooi.Web.Endpoints.Health;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Resources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Awoooi.Tests.Endpoints;

public sealed class SettingsTests(AppFixture app) : IClassFixture<AppFixture>
{
    [Fact]
    public async Task Sources_and_refused_deliveries_can_be_read_and_hold_no_key()
    {
        using var wrong = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/alertmanager") { Content = new StringContent("{\"secret\":\"do-not-keep\"}", Encoding.UTF8, "application/json") };
        wrong.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "a-wrong-key");
        using var refused = await app.Client.SendAsync(wrong);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);

        var text = await UntilAsync("no valid key");

        var answer = JsonNode.Parse(text)!;
        var line = Assert.Single(answer["refused"]!.AsArray());
        Assert.Equal(("alertmanager", 1), ((string?)line!["source"], (int)line["count"]!));
        Assert.Contains(answer["sources"]!.AsArray(), source => (string?)source!["source"] == "alertmanager" && ((string)source["url"]!).EndsWith("/api/v1/webhooks/alertmanager", StringComparison.Ordinal));
        Assert.All(["a-wrong-key", AppFixture.Key, AppFixture.SentrySecret, "do-not-keep"], secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_nobody_reads_no_settings()
        => Assert.Equal(HttpStatusCode.Unauthorized, (await app.Client.GetAsync("/api/v1/settings/sources")).StatusCode);

    [Fact]
    public async Task A_test_alert_walks_the_real_way_and_proves_it_whole()
    {
        var outcome = await app.Host.Services.GetRequiredService<TestAlerts>().SendAsync(CancellationToken.None);

        Assert.Equal(TestAlertOutcome.Whole, outcome);
        var record = await app.Host.Services.GetRequiredService<IFirstRunStore>().ReadAsync(CancellationToken.None);
        Assert.True(record.LastTest!.Whole);
        Assert.Contains((await app.Host.Services.GetRequiredService<SourceOverview>().ReadAsync(CancellationToken.None)), source => source is { Name: "standard", LastHeard: null });
    }

    [Fact]
    public async Task The_look_is_kept_only_by_a_form_of_our_own()
    {
        using var stranger = new TestBrowser(app.Client.BaseAddress!);
        using var answer = await stranger.PostAsync("/settings/look", new FormUrlEncodedContent([new("theme", "dark")]));

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("awoooi.theme", stranger.Cookies.Keys);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hant-TW")]
    public async Task Every_check_of_the_doctor_has_words_in_both_languages(string language)
    {
        System.Globalization.CultureInfo.CurrentUICulture = System.Globalization.CultureInfo.GetCultureInfo(language);
        var texts = app.Host.Services.GetRequiredService<IStringLocalizer<SettingsText>>();
        var report = await app.Host.Services.GetRequiredService<Doctor>().ExamineAsync(CancellationToken.None);

        Assert.Contains(report.Checks, check => check is { Name: "cluster", Absent: true, Ok: true });
        Assert.All(report.Checks, check => Assert.False(texts[$"check.{check.Name}"].ResourceNotFound || DoctorWords.Detail(check, texts).StartsWith("found.", StringComparison.Ordinal)));
        Assert.All(DoctorWords.Permissions, key => Assert.False(texts[key].ResourceNotFound));
    }

    private async Task<string> UntilAsync(string part)
    {
        var tokens = app.Host.Services.GetRequiredService<ITokens>();
        var invitation = await app.Host.Services.GetRequiredService<IPeople>().InviteAsync(Actor.Console, new NewPerson("mo@example.org", "Mo", Roles.Monitor), CancellationToken.None);
        var owner = (await app.Host.Services.GetRequiredService<IOneTimeLinks>().UseAsync(
            invitation.Secret!, new Enrolment { Name = "Mo", Email = "", Password = "a long enough password", Language = "en", Zone = "Asia/Taipei" }, new Origin("192.0.2.1", "tests"), CancellationToken.None)).Person;
        var token = await tokens.AddAsync(Actor.Console, owner, "settings", Scopes.Read, TimeSpan.FromDays(1), CancellationToken.None);
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/settings/sources");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Secret);
            using var answer = await app.Client.SendAsync(request, timeout.Token);
            var text = await answer.Content.ReadAsStringAsync(timeout.Token);
            Assert.True(answer.IsSuccessStatusCode, text);
            if (text.Contains(part, StringComparison.Ordinal))
            {
                return text;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), timeout.Token);
        }
    }
}
