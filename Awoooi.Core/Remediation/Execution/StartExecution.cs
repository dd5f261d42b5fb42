using Awoooi.Core.Approvals;
using Awoooi.Core.Audit;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;
using Awoooi.Core.Remediation.GuardRails;
using Awoooi.Core.Remediation.PreFlight;
using Awoooi.Core.Work;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>From an approved request to the first byte on the wire: pre-flight once more, guard-rails, authority, stored request.</summary>
public sealed class StartExecution(
    IExecutionStore store, IApprovalStore approvals, WorldReader worlds, RequestSender sender, RunRecorder recorder, IAuditLog audit, ApprovalRules rules, Installation installation, IOptions<AutomationOptions> options)
{
    /// <summary>Refusals that time alone may lift.</summary>
    private static readonly GuardRailReason[] Passing = [GuardRailReason.TargetBusy, GuardRailReason.Cooldown, GuardRailReason.Paused, GuardRailReason.HourlyLimit];

    private WorkOutcome Later => new WorkOutcome.Again(options.Value.LookEvery);

    public async Task<WorkOutcome> BeginAsync(ExecutionRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        var approval = run.Approval;
        if (approval.NotBefore is not { } from || run.Now < from)
        {
            return new WorkOutcome.Again(approval.NotBefore - run.Now ?? options.Value.LookEvery);
        }

        var world = await worlds.ReadAsync(approval.Plan, run.Id, cancel);
        var lines = PreFlightJudgement.Of(world);
        await approvals.SavePreFlightAsync(approval.Id, lines, cancel);
        if (world.Unreadable is { } unread)
        {
            return await WaitAsync(run, $"the pre-flight could not be made: {unread}", cancel);
        }

        // A freeze is the guard-rail's, which knows of break-glass.
        var red = lines.Where(line => line.State == PreFlightState.Red && line.Check != PreFlightChecks.NoFreeze).ToList();
        return red.Count > 0
            ? await GiveUpAsync(run, string.Join("; ", red.Select(line => $"{line.Check}: {line.Value}")), cancel)
            : await ClaimAsync(run, world, cancel);
    }

    /// <summary>It started, but no request of it can have been sent: the world and the guard-rails are asked again.</summary>
    public async Task<WorkOutcome> PrepareAsync(ExecutionRun run, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Stop is { } stop)
        {
            return await recorder.EndAsync(run, ApprovalState.Failed, $"nothing was changed: stopped by {stop.By}", cancel);
        }

        var world = await worlds.ReadAsync(run.Approval.Plan, run.Id, cancel);
        if (world.Unreadable is { } unread)
        {
            return run.Now - run.StartedAt >= options.Value.StartWithin
                ? await recorder.EndAsync(run, ApprovalState.Failed, $"nothing was changed: the cluster could not be read: {unread}", cancel)
                : Later;
        }

        var red = PreFlightJudgement.Of(world).FirstOrDefault(line => line.State == PreFlightState.Red && line.Check != PreFlightChecks.NoFreeze);
        return red is not null
            ? await recorder.EndAsync(run, ApprovalState.Failed, $"nothing was changed: {red.Check}: {red.Value}", cancel)
            : await ClaimAsync(run, world, cancel);
    }

    private async Task<WorkOutcome> ClaimAsync(ExecutionRun run, World world, CancellationToken cancel)
    {
        var before = run.Progress?.Before ?? WorkloadSnapshot.Of(world.Workload.Value!);
        switch (await store.ClaimAsync(run, before, moment => GuardRailSet.Evaluate(Facts(run.Approval, world, moment), Limits()), cancel))
        {
            case ClaimOutcome.Started started:
                return await ActAsync(started, world, cancel);
            case ClaimOutcome.Busy:
                return await WaitAsync(run, "another action on the workload is under way", cancel);
            case ClaimOutcome.Refused refused:
                return await RefusedAsync(run, world, refused.Rails, cancel);
            default:
                // Taken back, or carried on by another worker in the meantime: the next pass sees which.
                return Later;
        }
    }

    private async Task<WorkOutcome> ActAsync(ClaimOutcome.Started started, World world, CancellationToken cancel)
    {
        if (started.Run.Last(StepKind.Act) is { } known && known.Answer?.Result != StepResult.Refused)
        {
            // Another worker stored the request after this one had looked.
            return new WorkOutcome.Again(TimeSpan.Zero);
        }

        if (ApprovedAction.Grant(started.Run.Approval, started.Rails, rules, started.Run.Now) is not { } action)
        {
            return await recorder.EndAsync(started.Run, ApprovalState.Failed, "nothing was changed: the authority does not hold for this plan", cancel);
        }

        if (world.Mutation is not MutationOutcome.Built built)
        {
            var detail = (world.Mutation as MutationOutcome.Refused)?.Detail ?? "the request could not be written";
            return await recorder.EndAsync(started.Run, ApprovalState.Failed, $"nothing was changed: {detail}", cancel);
        }

        // What the server rehearsed is what it gets.
        var stored = await store.StoreRequestAsync(started.Run, action, built.Mutation, world.Workload.Value!.Generation, cancel);
        return await sender.SendAsync(stored, stored.Last(StepKind.Act)!, cancel);
    }

    private async Task<WorkOutcome> RefusedAsync(ExecutionRun run, World world, GuardRailVerdict rails, CancellationToken cancel)
    {
        var reasons = string.Join("; ", rails.Refusals.Select(refusal => $"{refusal.Reason}: {refusal.Detail}"));
        if (run.Approval.State == ApprovalState.Executing)
        {
            return await recorder.EndAsync(run, ApprovalState.Failed, $"nothing was changed: {reasons}", cancel);
        }

        if (rails.Refusals.All(refusal => Passing.Contains(refusal.Reason)))
        {
            return await WaitAsync(run, reasons, cancel);
        }

        if (rails.Refusals.All(refusal => refusal.Reason == GuardRailReason.DryRunMode) && world.Mutation is MutationOutcome.Built built)
        {
            await audit.AppendAsync(RequestRecord.Rehearsed(run, built.Mutation), cancel);
        }

        return await GiveUpAsync(run, reasons, cancel);
    }

    private async Task<WorkOutcome> WaitAsync(ExecutionRun run, string reason, CancellationToken cancel)
        => run.Approval.State == ApprovalState.Approved && run.Now - run.Approval.NotBefore >= options.Value.StartWithin
            ? await GiveUpAsync(run, $"it could not start within {options.Value.StartWithin.TotalMinutes:0.#} min: {reason}", cancel)
            : Later;

    private async Task<WorkOutcome> GiveUpAsync(ExecutionRun run, string difference, CancellationToken cancel)
        => await approvals.ChangeAsync(run.Approval.Id, difference, cancel) is ApprovalOutcome.Accepted ? new WorkOutcome.Done() : Later;

    private GuardRailLimits Limits() => new() { MaxReplicas = options.Value.MaxReplicas };

    private GuardRailFacts Facts(Approval approval, World world, ClaimMoment moment) => new()
    {
        Plan = approval.Plan,
        Authority = approval.Authority,
        InstallationCluster = installation.Cluster,
        NamespaceAllowed = moment.Rule?.Allowed ?? false,
        OperationAllowed = moment.Rule?.Permits(approval.Plan.Operation) ?? false,
        RepairsOfTargetLastHour = moment.Repairs.OfTargetLastHour,
        RepairsLastHour = moment.Repairs.LastHour,
        ConsecutiveFailures = moment.Repairs.FailuresInARow,
        SinceLastRepair = moment.Repairs.SinceLast,
        OtherActionRunning = moment.Repairs.OtherRunning,
        IneffectiveTries = moment.Repairs.IneffectiveTries,
        Workload = world.Workload.Value,
        PodReady = world.Pod?.Value?.Ready,
        MaxUnavailable = world.Workload.Value is { } workload ? Clusters.Rollout.ReadyTakenAway(workload) : null,
        DryRun = options.Value.DryRun || moment.Rule?.DryRun == true,
        Frozen = moment.Frozen,
        Switch = moment.Switch,
        Now = moment.Now,
    };
}
