using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Trust;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Infrastructure.Postgres.Trust;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Endpoints.Approvals;
using Awoooi.Web.Endpoints.Automation;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Endpoints;

public sealed class ApprovalEndpointTests(StoreFixture store) : IClassFixture<StoreFixture>, IAsyncLifetime
{
    private static readonly Dictionary<string, Signer> People = new[]
    {
        A.Person("Lin-Wei"), A.Person("Mei-Lin"), A.Person("Ho-Bo", Core.People.Roles.Monitor), A.Commander("Chen-Yu", TimeProvider.System.GetUtcNow()),
    }.ToDictionary(person => person.Name);

    private static int _workloads;
    private WebApplication _host = null!;
    private ApprovalStore _approvals = null!;

    public async Task InitializeAsync()
    {
        _approvals = new ApprovalStore(store.Database, new ApprovalRules());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton(new ApprovalRules()).AddSingleton<IApprovalStore>(_approvals)
            .AddSingleton<IAutomationStore>(new AutomationStore(store.Database, new Installation("home"))).AddSingleton<ISigners, NamedSigners>().AddSingleton<IPreFlight, GreenPreFlight>();
        builder.Services.AddProblemDetails().AddAuthorization().AddAuthentication("test").AddScheme<AuthenticationSchemeOptions, NamedLogin>("test", null);
        _host = builder.Build();
        _host.UseAuthentication();
        _host.UseAuthorization();
        _host.MapApprovals();
        _host.MapAutomation();
        await _host.StartAsync();
    }

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Two_people_sign_and_a_third_comes_too_late()
    {
        var approval = await OpenAsync();

        var (first, half) = await SendAsync(HttpMethod.Post, $"approvals/{approval.ShortId}/signatures", "Lin-Wei", Approve(approval));
        var (second, done) = await SendAsync(HttpMethod.Post, $"approvals/{approval.Id}/signatures", "Mei-Lin", Approve(approval));
        var (third, late) = await SendAsync(HttpMethod.Post, $"approvals/{approval.Id}/signatures", "Chen-Yu", Approve(approval));

        Assert.Equal((HttpStatusCode.OK, "partially_signed"), (first, (string?)half!["status"]));
        Assert.Equal((HttpStatusCode.OK, "approved", "quorum"), (second, (string?)done!["status"], (string?)done["authority"]));
        Assert.Equal((HttpStatusCode.Conflict, "not-waiting"), (third, (string?)late!["reason"]));
    }

    [Fact]
    public async Task Each_refusal_has_its_status_and_its_reason()
    {
        var approval = await OpenAsync(proposedBy: People["Mei-Lin"].PersonId);
        var path = $"approvals/{approval.Id}/signatures";

        Assert.Equal((409, "stale-plan-hash"), await RefusedAsync(path, "Lin-Wei", new { decision = "approve", planHash = new string('0', 64) }));
        Assert.Equal((403, "own-proposal"), await RefusedAsync(path, "Mei-Lin", Approve(approval)));
        Assert.Equal((403, "role-missing"), await RefusedAsync(path, "Ho-Bo", Approve(approval)));
        Assert.Equal((403, "role-missing"), await RefusedAsync(path, "Nobody", Approve(approval)));
        Assert.Equal((400, "reason-required"), await RefusedAsync(path, "Lin-Wei", new { decision = "reject", planHash = approval.PlanHash }));
        Assert.Equal((400, null), await RefusedAsync(path, "Lin-Wei", new { decision = "maybe", planHash = approval.PlanHash }));
        Assert.Equal((404, null), await RefusedAsync("approvals/APR-999999/signatures", "Lin-Wei", Approve(approval)));
        Assert.Equal((403, "role-missing"), await RefusedAsync($"approvals/{approval.Id}/break-glass", "Lin-Wei", new { planHash = approval.PlanHash, reason = "down" }));
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(HttpMethod.Post, path, null, Approve(approval))).Status);
    }

    [Fact]
    public async Task A_repeat_with_the_same_key_is_answered_as_the_first()
    {
        var approval = await OpenAsync();

        var first = await SendAsync(HttpMethod.Post, $"approvals/{approval.Id}/signatures", "Lin-Wei", Approve(approval), "key-1");
        var again = await SendAsync(HttpMethod.Post, $"approvals/{approval.Id}/signatures", "Lin-Wei", Approve(approval), "key-1");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.Status, again.Status));
        Assert.Equal(1, (int)again.Body!["signatures"]!);
    }

    [Fact]
    public async Task A_signature_is_taken_back_and_the_time_extended()
    {
        var approval = await OpenAsync();
        await SendAsync(HttpMethod.Post, $"approvals/{approval.Id}/signatures", "Lin-Wei", Approve(approval));

        var (_, back) = await SendAsync(HttpMethod.Delete, $"approvals/{approval.Id}/signatures/mine", "Lin-Wei");
        var (_, longer) = await SendAsync(HttpMethod.Post, $"approvals/{approval.Id}/extend", "Lin-Wei");

        Assert.Equal(("pending", 0), ((string?)back!["status"], (int)back["signatures"]!));
        Assert.Equal((1, 9), ((int)longer!["extensions"]!, (int)longer["extensions_left"]!));
    }

    [Fact]
    public async Task The_list_filters_by_status()
    {
        var approval = await OpenAsync();

        var (_, open) = await SendAsync(HttpMethod.Get, "approvals", "Lin-Wei");
        var (_, pending) = await SendAsync(HttpMethod.Get, "approvals?status=pending,expired&limit=200", "Lin-Wei");
        var (_, rejected) = await SendAsync(HttpMethod.Get, "approvals?status=rejected", "Lin-Wei");

        Assert.Contains(open!["items"]!.AsArray(), item => (string?)item!["short_id"] == approval.ShortId);
        Assert.Contains(pending!["items"]!.AsArray(), item => (string?)item!["short_id"] == approval.ShortId);
        Assert.Empty(rejected!["items"]!.AsArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Get, "approvals?status=open,nonsense", "Lin-Wei")).Status);
    }

    [Fact]
    public async Task Commanders_change_the_bounds_of_automation_and_nobody_else()
    {
        var rule = new { mode = "auto", allowed = true, operations = new[] { "RESTART_POD" }, critical = false, dryRun = false };

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(HttpMethod.Put, "automation/namespaces/shop", "Lin-Wei", rule)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Put, "automation/namespaces/shop", "Chen-Yu", rule)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Put, "automation/namespaces/shop", "Chen-Yu", rule with { operations = ["FORMAT_DISK"] })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(HttpMethod.Put, "automation/switch", "Chen-Yu", new { state = "paused" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Put, "automation/switch", "Chen-Yu", new { state = "asking", reason = "drill" })).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Post, "automation/windows", "Chen-Yu", new { kind = "maintenance", name = "move", startsAt = An.Noon, endsAt = An.Noon.AddYears(5) })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Delete, $"automation/standing-orders/{Guid.Empty}", "Chen-Yu")).Status);

        var (_, bounds) = await SendAsync(HttpMethod.Get, "automation", "Lin-Wei");
        Assert.Equal(("asking", "drill"), ((string?)bounds!["switch"]!["state"], (string?)bounds["switch"]!["reason"]));
        Assert.Equal("auto", (string?)bounds["namespaces"]!.AsArray().Single(item => (string?)item!["namespace"] == "shop")!["mode"]);
        Assert.Equal("move", (string?)bounds["windows"]!.AsArray().Single()!["name"]);
    }

    private static object Approve(Approval approval) => new { decision = "approve", planHash = approval.PlanHash };

    private async Task<Approval> OpenAsync(Guid? proposedBy = null)
    {
        var plan = A.Scale(3, 4, RiskLevel.High, $"uid-{Interlocked.Increment(ref _workloads)}", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()));
        return Assert.IsType<OpenOutcome.Opened>(await _approvals.OpenAsync(A.Request(plan, proposedBy: proposedBy), default)).Approval;
    }

    private async Task<(int Status, string? Reason)> RefusedAsync(string path, string person, object body)
    {
        var (status, answer) = await SendAsync(HttpMethod.Post, path, person, body);
        return ((int)status, (string?)answer!["reason"]);
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(HttpMethod method, string path, string? person, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = body is null ? null : JsonContent.Create(body) };
        if (person is not null)
        {
            request.Headers.Add("X-Person", person);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var http = new HttpClient { BaseAddress = new Uri(_host.Urls.First()) };
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    private sealed class NamedSigners : ISigners
    {
        public Task<Signer?> FindAsync(ClaimsPrincipal user, CancellationToken cancel) => Task.FromResult(People.GetValueOrDefault(user.Identity?.Name ?? ""));
    }

    private sealed class GreenPreFlight : IPreFlight
    {
        public Task<IReadOnlyList<PreFlightLine>> CheckAsync(Plan plan, CancellationToken cancel) => Task.FromResult(A.Green());
    }

    private sealed class NamedLogin(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            var name = Request.Headers["X-Person"].ToString();
            return Task.FromResult(name.Length == 0
                ? AuthenticateResult.NoResult()
                : AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, name)], "test")), "test")));
        }
    }
}
