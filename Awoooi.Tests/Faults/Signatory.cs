using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Faults;

/// <summary>An SRE with a browser's session who signs through the API of one process.</summary>
internal sealed class Signatory : IDisposable
{
    private readonly TestBrowser _browser;

    private Signatory(TestBrowser browser) => _browser = browser;

    /// <summary>Makes the account in the yard's database and signs in at the process.</summary>
    public static async Task<Signatory> JoinAsync(RepairYard yard, string name, Uri address)
    {
        var link = await yard.Get<IPeople>().InviteAsync(Actor.Console, new NewPerson(SecurityHost.Email(name), name, Roles.Sre), default);
        var enrolled = await yard.Get<IOneTimeLinks>().UseAsync(link.Secret!, SecurityHost.Enrolment(name, ""), SecurityHost.Here, default);
        Assert.Null(enrolled.Refusal);
        var browser = new TestBrowser(address);
        using var answer = await browser.SignInAsync(SecurityHost.Email(name), SecurityHost.Password);
        Assert.True(browser.SignedIn, $"{name} cannot sign in: {answer.StatusCode}");
        return new Signatory(browser);
    }

    /// <summary>The status of the answer, with the state it names, or the reason of the refusal.</summary>
    public async Task<(HttpStatusCode Status, string Word)> SignAsync(Card card, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/approvals/{card.Id}/signatures", UriKind.Relative))
        {
            Content = JsonContent.Create(new { decision = "approve", planHash = card.Approval.PlanHash }),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"{key}"));
        }

        using var answer = await _browser.SendAsync(request);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            return (answer.StatusCode, answer.Headers.RetryAfter?.Delta is { TotalSeconds: >= 1 } ? "come back" : "no time to come back is named");
        }

        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, (string?)(answer.IsSuccessStatusCode ? body!["status"] : body!["reason"] ?? body["type"]) ?? "");
    }

    public void Dispose() => _browser.Dispose();
}
