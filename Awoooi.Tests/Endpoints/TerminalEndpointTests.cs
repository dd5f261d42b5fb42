using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Core.Plans;
using Awoooi.Core.Terminal;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Endpoints;

/// <summary>The terminal for programs, on the real app.</summary>
public sealed class TerminalEndpointTests(AppFixture app) : IClassFixture<AppFixture>, IAsyncLifetime
{
    private static int _people;
    private string _token = "";

    public async Task InitializeAsync() => _token = await TokenAsync(Roles.Sre, Scopes.Terminal);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Help_is_the_table_in_the_language_of_the_request()
    {
        var english = await CardAsync("/help");
        var chinese = await CardAsync("/help", language: "zh-Hant-TW");

        Assert.Equal("help", (string?)english["kind"]);
        Assert.Equal(["/incident", "/approvals", "/alert", "/help"], english["commands"]!.AsArray().Select(command => (string?)command!["name"]));
        Assert.Equal(("today", "今天"), ((string?)english["commands"]![0]!["arguments"]![0]!["word"], (string?)english["commands"]![0]!["arguments"]![0]!["word_zh"]));
        Assert.Equal(("This list", "此列表"), ((string?)english["commands"]![3]!["text"], (string?)chinese["commands"]![3]!["text"]));
    }

    [Fact]
    public async Task An_incident_is_listed_today_and_told_by_its_number()
    {
        var target = $"cart-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}"[..20];
        var (id, number) = await FireAsync(target);
        await app.Host.Services.GetRequiredService<IIncidentStore>().TellAsync([new TimelineLine(id, An.Noon, "Saw", "Errors of cart", "cart 發生錯誤")], CancellationToken.None);

        var today = await CardAsync("/incident 今天");
        var one = await CardAsync($"/incident {number}");
        var named = await CardAsync($"/incident {target.ToUpperInvariant()}");
        var none = await CardAsync("/incident nothing-is-called-so");

        Assert.Contains(today["items"]!.AsArray(), item => (string?)item!["short_id"] == number);
        Assert.Equal(("incident-summary", "today"), ((string?)today["kind"], (string?)today["scope"]));
        Assert.Equal(("one", number, target), ((string?)one["scope"], (string?)one["items"]![0]!["short_id"], (string?)one["items"]![0]!["target_resource"]));
        Assert.Contains(one["story"]!["timeline"]!.AsArray(), line => (string?)line!["text_zh"] == "cart 發生錯誤");
        Assert.Equal(("text", number), ((string?)named["scope"], (string?)named["items"]![0]!["short_id"]));
        Assert.Empty(none["items"]!.AsArray());
    }

    [Fact]
    public async Task What_waits_is_listed_and_found_by_its_number()
    {
        var opened = Assert.IsType<OpenOutcome.Opened>(await app.Host.Services.GetRequiredService<IApprovalStore>().OpenAsync(
            A.Request(A.Scale(3, 4, RiskLevel.High, $"uid-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()))), CancellationToken.None)).Approval;

        var waiting = await CardAsync("/approvals");
        var one = await CardAsync($"/approvals {opened.ShortId.ToLowerInvariant()}");

        Assert.Equal("approval", (string?)waiting["kind"]);
        Assert.Contains(waiting["items"]!.AsArray(), item => (string?)item!["short_id"] == opened.ShortId);
        Assert.Equal((opened.ShortId, "pending", "high"), ((string?)one["asked"], (string?)one["items"]![0]!["status"], (string?)one["items"]![0]!["risk_level"]));
    }

    [Theory]
    [InlineData("/hepl", "unknown_command", "No command /hepl.", "Did you mean /help?")]
    [InlineData("/status", "unknown_command", "No command /status.", "Help lists the commands there are.")]
    [InlineData("/incident INC-999999", "no_such_incident", "There is no incident INC-999999.", null)]
    [InlineData("why is cart slow?", "not_a_command", "Questions in your own words are not answered yet.", null)]
    [InlineData("/incident '; drop table incidents; --", "unknown_option", null, null)]
    [InlineData("/incident \u0000\u0007 \ufffd %_\\ ' \" $1", null, null, null)]
    public async Task What_is_wrong_is_a_card_too(string input, string? problem, string? title, string? detail)
    {
        var card = await CardAsync(input);

        Assert.Equal(problem, (string?)card["problem"]);
        Assert.Equal(problem is null ? "incident-summary" : "error", (string?)card["kind"]);
        Assert.Equal(title ?? (string?)card["title"], (string?)card["title"]);
        Assert.Equal(detail ?? (string?)card["detail"], (string?)card["detail"]);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("{", "body")]
    [InlineData("[]", "body")]
    [InlineData("\"/help\"", "body")]
    [InlineData("null", "body")]
    [InlineData("{\"input\": 7}", "body")]
    [InlineData("{\"input\": [\"/help\"]}", "body")]
    [InlineData("{\"input\": \"\\ud800\"}", "body")]
    [InlineData("{}", "input")]
    [InlineData("{\"input\": null}", "input")]
    [InlineData("{\"input\": \"  \"}", "input")]
    [InlineData("{\"input\": \"\\u200b\"}", "input")]
    public async Task A_body_that_is_no_line_is_refused_by_name(string body, string field)
    {
        var (status, answer) = await SendAsync(body, _token);

        Assert.Equal((HttpStatusCode.BadRequest, field), (status, (string?)answer!["field"]));
    }

    [Theory]
    [InlineData(TerminalLine.Longest, HttpStatusCode.OK)]
    [InlineData(TerminalLine.Longest + 1, HttpStatusCode.BadRequest)]
    public async Task A_line_is_bounded(int length, HttpStatusCode expected)
    {
        var (status, answer) = await SendAsync(JsonSerializer.Serialize(new { input = "/incident".PadRight(length, 'a') }), _token);

        Assert.Equal((expected, expected == HttpStatusCode.OK ? null : "input"), (status, (string?)answer!["field"]));
    }

    [Fact]
    public async Task A_large_or_deep_body_is_not_read()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await SendAsync($"{{\"input\": \"{new string('a', 9000)}\"}}", _token)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(new string('[', 4000), _token)).Status);
    }

    [Fact]
    public async Task Nobody_and_unknown_tokens_are_told_to_sign_in()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Line("/help"), null)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Line("/help"), "awo_nonsense")).Status);
    }

    [Theory]
    [InlineData(Roles.Sre, Scopes.Terminal, HttpStatusCode.OK)]
    [InlineData(Roles.Commander, Scopes.Terminal, HttpStatusCode.OK)]
    [InlineData(Roles.Sre, Scopes.Read | Scopes.Sign, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Monitor, Scopes.Read | Scopes.Terminal | Scopes.Sign, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Admin, Scopes.Read | Scopes.Terminal | Scopes.Sign, HttpStatusCode.Forbidden)]
    public async Task The_terminal_needs_its_role_and_its_scope(Roles roles, Scopes scopes, HttpStatusCode expected)
        => Assert.Equal(expected, (await SendAsync(Line("/help"), await TokenAsync(roles, scopes))).Status);

    [Fact]
    public async Task A_browser_may_ask_and_another_sites_page_may_not()
    {
        await PersonAsync(Roles.Sre, "browser@example.org");
        using var browser = new TestBrowser(app.Client.BaseAddress!);
        await browser.SignInAsync("browser@example.org", SecurityHost.Password);

        using var own = await browser.PostAsync("/api/v1/terminal", Json(Line("/help")));
        browser.Headers.Add("Sec-Fetch-Site", "cross-site");
        using var foreign = await browser.PostAsync("/api/v1/terminal", Json(Line("/help")));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (own.StatusCode, foreign.StatusCode));
    }

    [Fact]
    public async Task It_is_described_with_the_other_endpoints()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/openapi/v1.json");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(Roles.Sre, Scopes.Read));

        using var response = await app.Client.SendAsync(request);
        var described = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;

        Assert.Equal("AskTerminal", (string?)described["paths"]!["/api/v1/terminal"]!["post"]!["operationId"]);
    }

    private async Task<(Guid Id, string Number)> FireAsync(string target)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/alerts")
        {
            Content = Json($$"""{"alert_type":"HighErrorRate","severity":"warning","source":"test","message":"errors rise","namespace":"shop","target_resource":"{{target}}","resource_type":"deployment"}"""),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", AppFixture.Key);
        using var response = await app.Client.SendAsync(request);
        var id = Guid.Parse((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["incidents"]![0]!["id"]!);
        return (id, (await app.Host.Services.GetRequiredService<IIncidentStore>().FindAsync(id, CancellationToken.None))!.ShortId);
    }

    private async Task<Guid> PersonAsync(Roles roles, string email)
    {
        var link = await app.Host.Services.GetRequiredService<IPeople>().InviteAsync(Actor.Console, new NewPerson(email, "Somebody", roles), CancellationToken.None);
        return (await app.Host.Services.GetRequiredService<IOneTimeLinks>().UseAsync(link.Secret!, SecurityHost.Enrolment("Somebody", ""), SecurityHost.Here, CancellationToken.None)).Person;
    }

    private async Task<string> TokenAsync(Roles roles, Scopes scopes)
    {
        var person = await PersonAsync(roles, $"p{Interlocked.Increment(ref _people)}@example.org");
        return (await app.Host.Services.GetRequiredService<ITokens>().AddAsync(Actor.Console, person, "test", scopes, TimeSpan.FromDays(1), CancellationToken.None)).Secret!;
    }

    private async Task<JsonNode> CardAsync(string input, string language = "en")
    {
        var (status, answer) = await SendAsync(Line(input), _token, language);
        Assert.Equal(HttpStatusCode.OK, status);
        return answer!["card"]!;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(string body, string? token, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/terminal") { Content = Json(body) };
        request.Headers.AcceptLanguage.ParseAdd(language);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await app.Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private static string Line(string input) => JsonSerializer.Serialize(new { input });

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
