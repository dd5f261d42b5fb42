using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.PreFlight;

namespace Awoooi.Web.Endpoints.Approvals;

/// <summary>Reading approvals and signing them.</summary>
internal static class ApprovalEndpoints
{
    private const int LongestKey = 200;

    public static void MapApprovals(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api/v1/approvals").WithTags("Approvals").RequireAuthorization();
        group.MapGet("", ListAsync).WithName("ListApprovals").WithSummary("status=open (default): what waits for you first, worst risk, soonest expiry. Else newest first.");
        group.MapGet("/{id}", FindAsync).WithName("GetApproval").WithSummary("One approval by APR number or id.");
        group.MapPost("/{id}/signatures", SignAsync).WithName("SignApproval").WithSummary("Approve or reject the plan with this hash.");
        group.MapDelete("/{id}/signatures/mine", TakeBackAsync).WithName("TakeBackSignature");
        group.MapPost("/{id}/extend", ExtendAsync).WithName("ExtendApproval").WithSummary("15 more minutes; repeats the pre-flight.");
        group.MapPost("/{id}/withdraw", WithdrawAsync).WithName("WithdrawApproval");
        group.MapPost("/{id}/break-glass", BreakGlassAsync).WithName("BreakGlass").WithSummary("A Commander decides alone, past quorum and freeze.");
    }

    private static async Task<IResult> ListAsync(IApprovalStore approvals, ISigners signers, HttpContext http, CancellationToken cancel, string? status = null, long? before = null, int limit = 50)
    {
        if (limit is < 1 or > 200)
        {
            return Problems.BadRequest("limit", "limit is 1 to 200.");
        }

        if (status is null or "" or "open")
        {
            var viewer = await signers.FindAsync(http.User, cancel);
            return Items(await approvals.BoardAsync(viewer?.PersonId, cancel), null);
        }

        var wanted = status == "all" ? null : status.Split(',', StringSplitOptions.TrimEntries).Select(WireNames.Find<ApprovalState>).ToList();
        if (wanted?.Contains(null) == true)
        {
            return Problems.BadRequest("status", $"status is open, all, or some of {string.Join(", ", Enum.GetValues<ApprovalState>().Select(WireNames.Of))}.");
        }

        var found = await approvals.ListAsync(new ApprovalFilter(wanted?.OfType<ApprovalState>().ToList(), null, before, limit), cancel);
        return Items(found, found.Count == limit ? found[^1].Number : null);
    }

    private static async Task<IResult> FindAsync(string id, IApprovalStore approvals, ApprovalRules rules, CancellationToken cancel)
        => await approvals.FindAsync(id, cancel) is { } approval
            ? Results.Json(ApprovalJson.Full(approval, rules.Policies.For(approval.Risk)))
            : Problems.NotFound($"approval {id}");

    private static Task<IResult> SignAsync(string id, SignatureBody? body, IApprovalStore approvals, ApprovalRules rules, ISigners signers, HttpContext http, CancellationToken cancel)
        => Read(body) is not { } request
            ? Task.FromResult(Problems.BadRequest("decision", "The body is {\"decision\": \"approve\" or \"reject\", \"planHash\": \"…\", \"reason\": \"…\"}."))
            : ActAsync(id, approvals, rules, signers, http, (approval, signer, origin) => approvals.SignAsync(approval.Id, signer, request, origin, cancel), cancel);

    private static Task<IResult> BreakGlassAsync(string id, SignatureBody? body, IApprovalStore approvals, ApprovalRules rules, ISigners signers, HttpContext http, CancellationToken cancel)
        => string.IsNullOrEmpty(body?.PlanHash)
            ? Task.FromResult(Problems.BadRequest("planHash", "planHash is the hash of the plan you saw."))
            : ActAsync(id, approvals, rules, signers, http,
                (approval, signer, origin) => approvals.BreakGlassAsync(approval.Id, signer, new SignRequest(SignatureDecision.Approve, body.PlanHash, body.Reason, body.TypedId), origin, cancel), cancel);

    private static Task<IResult> TakeBackAsync(string id, IApprovalStore approvals, ApprovalRules rules, ISigners signers, HttpContext http, CancellationToken cancel)
        => ActAsync(id, approvals, rules, signers, http, (approval, signer, origin) => approvals.TakeBackAsync(approval.Id, signer, origin, cancel), cancel);

    private static Task<IResult> WithdrawAsync(string id, ReasonBody? body, IApprovalStore approvals, ApprovalRules rules, ISigners signers, HttpContext http, CancellationToken cancel)
        => ActAsync(id, approvals, rules, signers, http, (approval, signer, origin) => approvals.WithdrawAsync(approval.Id, signer, body?.Reason, origin, cancel), cancel);

    private static Task<IResult> ExtendAsync(string id, IApprovalStore approvals, ApprovalRules rules, ISigners signers, IPreFlight preFlight, HttpContext http, CancellationToken cancel)
        => ActAsync(id, approvals, rules, signers, http, async (approval, signer, origin) =>
        {
            // Whoever may not extend costs no look at the cluster.
            IReadOnlyList<PreFlightLine> lines = signer.MaySign && approval.State.IsWaiting() && approval.Plan.Operation != Operation.Manual
                ? await preFlight.CheckAsync(approval.Plan, cancel)
                : approval.PreFlight;
            return await approvals.ExtendAsync(approval.Id, signer, lines, origin, cancel);
        }, cancel);

    private static async Task<IResult> ActAsync(
        string id, IApprovalStore approvals, ApprovalRules rules, ISigners signers, HttpContext http, Func<Approval, Signer, RequestOrigin, Task<ApprovalOutcome>> act, CancellationToken cancel)
    {
        if (await signers.FindAsync(http.User, cancel) is not { } signer)
        {
            return ApprovalRefusals.Answer(Refusal.Of(RefusalCode.RoleMissing, ("needed", "SRE")));
        }

        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length > LongestKey)
        {
            return Problems.BadRequest("Idempotency-Key", $"An Idempotency-Key has at most {LongestKey} characters.");
        }

        return await approvals.FindAsync(id, cancel) is { } approval
            ? ApprovalRefusals.Answer(await act(approval, signer, new RequestOrigin(http.TraceIdentifier, key.Length == 0 ? null : key)), rules.Policies)
            : Problems.NotFound($"approval {id}");
    }

    private static SignRequest? Read(SignatureBody? body)
        => body is { PlanHash.Length: > 0 } && WireNames.Find<SignatureDecision>(body.Decision) is { } decision
            ? new SignRequest(decision, body.PlanHash, body.Reason, body.TypedId, body.StandingOrderPerDay)
            : null;

    private static IResult Items(IReadOnlyList<Approval> found, long? next)
        => Results.Json(new { items = found.Select(ApprovalJson.Summary), next });

    internal sealed record SignatureBody(string? Decision, string? PlanHash, string? Reason, string? TypedId, int? StandingOrderPerDay);

    internal sealed record ReasonBody(string? Reason);
}
