using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Awoooi.Web.Endpoints.Approvals;

namespace Awoooi.Web.Endpoints.Automation;

/// <summary>What bounds automation: switch, namespaces, windows, standing orders. Everybody reads, Commanders change.</summary>
internal static class AutomationEndpoints
{
    private const int LongestName = 253;

    public static void MapAutomation(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api/v1/automation").WithTags("Automation").RequireAuthorization();
        group.MapGet("", ReadAsync).WithName("GetAutomation");
        group.MapPut("/switch", SwitchAsync).WithName("SetAutomationSwitch").WithSummary("acting, asking or paused, with a reason.");
        group.MapPut("/namespaces/{ns}", SaveNamespaceAsync).WithName("SaveNamespaceRule");
        group.MapPost("/windows", AddWindowAsync).WithName("AddChangeWindow").WithSummary("A change freeze or a maintenance window.");
        group.MapDelete("/windows/{id:guid}", RemoveWindowAsync).WithName("RemoveChangeWindow");
        group.MapDelete("/standing-orders/{id:guid}", RevokeOrderAsync).WithName("RevokeStandingOrder");
        group.MapPost("/workloads/{uid}/reset", ResetAsync).WithName("ResetWorkloadFailures").WithSummary("Lets a workload be tried again after failures in a row.");
    }

    private static async Task<IResult> ReadAsync(IAutomationStore automation, CancellationToken cancel)
    {
        var rules = await automation.ReadAsync(cancel);
        return Results.Json(new JsonObject
        {
            ["switch"] = new JsonObject
            {
                ["state"] = WireNames.Snake(rules.Switch.State),
                ["reason"] = rules.Switch.Reason,
                ["changed_by"] = rules.Switch.ChangedBy,
                ["changed_at"] = rules.Switch.ChangedAt.UtcDateTime,
            },
            ["namespaces"] = new JsonArray([.. rules.Namespaces.Select(rule => (JsonNode)new JsonObject
            {
                ["namespace"] = rule.Namespace,
                ["mode"] = WireNames.Snake(rule.Mode),
                ["allowed"] = rule.Allowed,
                ["operations"] = rule.Operations is { } operations ? new JsonArray([.. operations.Select(operation => (JsonNode)OperationCatalogue.Of(operation).WireName)]) : null,
                ["critical"] = rule.Critical,
                ["dry_run"] = rule.DryRun,
            })]),
            ["windows"] = new JsonArray([.. rules.Windows.Select(window => (JsonNode)new JsonObject
            {
                ["id"] = window.Id.ToString(),
                ["kind"] = WireNames.Snake(window.Kind),
                ["name"] = window.Name,
                ["namespace"] = window.Namespace,
                ["starts_at"] = window.StartsAt.UtcDateTime,
                ["ends_at"] = window.EndsAt.UtcDateTime,
                ["created_by"] = window.CreatedBy,
            })]),
            ["standing_orders"] = new JsonArray([.. rules.StandingOrders.Select(order => (JsonNode)new JsonObject
            {
                ["id"] = order.Id.ToString(),
                ["class_key"] = order.ClassKey,
                ["operation"] = OperationCatalogue.Of(order.Operation).WireName,
                ["risk_level"] = WireNames.Snake(order.Risk),
                ["per_day"] = order.PerDay,
                ["used_today"] = order.UsedToday,
                ["granted_by"] = new JsonArray([.. order.GrantedBy.Select(name => (JsonNode)name)]),
                ["granted_with"] = order.GrantedWith.ToString(),
                ["expires_at"] = order.ExpiresAt.UtcDateTime,
            })]),
        });
    }

    private static Task<IResult> SwitchAsync(SwitchBody? body, IAutomationStore automation, ISigners signers, HttpContext http, CancellationToken cancel)
    {
        if (WireNames.Find<AutonomySwitch>(body?.State) is not { } state)
        {
            return Task.FromResult(Problems.BadRequest("state", "state is acting, asking or paused."));
        }

        return string.IsNullOrWhiteSpace(body!.Reason) || body.Reason.Length > ApprovalRules.LongestReason
            ? Task.FromResult(Problems.BadRequest("reason", $"A reason of at most {ApprovalRules.LongestReason} characters is required."))
            : ChangeAsync(signers, http, async actor =>
            {
                await automation.SetSwitchAsync(state, body.Reason.Trim(), actor, cancel);
                return true;
            }, cancel);
    }

    private static Task<IResult> SaveNamespaceAsync(string ns, NamespaceBody? body, IAutomationStore automation, ISigners signers, HttpContext http, CancellationToken cancel)
    {
        if (ns.Length > LongestName || WireNames.Find<AutonomyMode>(body?.Mode) is not { } mode)
        {
            return Task.FromResult(Problems.BadRequest("mode", "mode is observe, suggest or auto."));
        }

        var operations = body!.Operations?.Select(name => OperationCatalogue.Find(name)).ToList();
        return operations?.Contains(null) == true
            ? Task.FromResult(Problems.BadRequest("operations", $"operations are some of {string.Join(", ", OperationCatalogue.All.Select(traits => traits.WireName))}."))
            : ChangeAsync(signers, http, async actor =>
            {
                await automation.SaveNamespaceAsync(new NamespaceRule(ns, mode, body.Allowed, operations?.Select(traits => traits!.Operation).ToList(), body.Critical, body.DryRun), actor, cancel);
                return true;
            }, cancel);
    }

    private static Task<IResult> AddWindowAsync(WindowBody? body, IAutomationStore automation, ISigners signers, TimeProvider clock, HttpContext http, CancellationToken cancel)
    {
        if (WireNames.Find<ChangeWindowKind>(body?.Kind) is not { } kind)
        {
            return Task.FromResult(Problems.BadRequest("kind", "kind is freeze or maintenance."));
        }

        if (string.IsNullOrWhiteSpace(body!.Name) || body.Name.Length > 100 || body.Namespace?.Length > LongestName)
        {
            return Task.FromResult(Problems.BadRequest("name", "A name of at most 100 characters is required."));
        }

        return body.StartsAt is not { } from || body.EndsAt is not { } to || to <= from
            ? Task.FromResult(Problems.BadRequest("endsAt", "startsAt and endsAt are times in ISO 8601, the end after the start."))
            : ChangeAsync(signers, http, async actor =>
            {
                var ns = string.IsNullOrEmpty(body.Namespace) ? null : body.Namespace;
                await automation.AddWindowAsync(new ChangeWindow(Guid.CreateVersion7(clock.GetUtcNow()), kind, body.Name.Trim(), ns, from, to, actor), cancel);
                return true;
            }, cancel);
    }

    private static Task<IResult> RemoveWindowAsync(Guid id, IAutomationStore automation, ISigners signers, HttpContext http, CancellationToken cancel)
        => ChangeAsync(signers, http, actor => automation.RemoveWindowAsync(id, actor, cancel), cancel);

    private static Task<IResult> RevokeOrderAsync(Guid id, IAutomationStore automation, ISigners signers, HttpContext http, CancellationToken cancel)
        => ChangeAsync(signers, http, actor => automation.RevokeOrderAsync(id, actor, cancel), cancel);

    private static Task<IResult> ResetAsync(string uid, IAutomationStore automation, ISigners signers, HttpContext http, CancellationToken cancel)
        => ChangeAsync(signers, http, async actor =>
        {
            await automation.ResetFailuresAsync(uid, actor, cancel);
            return true;
        }, cancel);

    private static async Task<IResult> ChangeAsync(ISigners signers, HttpContext http, Func<string, Task<bool>> change, CancellationToken cancel)
    {
        if (await signers.FindAsync(http.User, cancel) is not { IsCommander: true } commander)
        {
            return ApprovalRefusals.Answer(Refusal.Of(RefusalCode.RoleMissing, ("needed", "Commander")));
        }

        return await change(commander.AuditName) ? Results.NoContent() : Problems.NotFound("such entry");
    }

    internal sealed record SwitchBody(string? State, string? Reason);

    internal sealed record NamespaceBody(string? Mode, bool Allowed, IReadOnlyList<string>? Operations, bool Critical, bool DryRun);

    internal sealed record WindowBody(string? Kind, string? Name, string? Namespace, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt);
}
