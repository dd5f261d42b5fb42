using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>The two clocks of a verification.</summary>
/// <param name="StableFor">How long ready counts as healthy.</param>
/// <param name="HealthyWithin">From the change to healthy.</param>
/// <param name="AlertWithin">From the change to the cleared alert.</param>
public sealed record VerificationWindows(TimeSpan StableFor, TimeSpan HealthyWithin, TimeSpan AlertWithin)
{
    /// <summary>An alert that is repeated rarely gets thrice its interval.</summary>
    public static VerificationWindows For(Operation operation, AutomationOptions options, TimeSpan? deliveryInterval)
    {
        ArgumentNullException.ThrowIfNull(options);
        var rolls = operation is Operation.RestartDeployment or Operation.Rollback;
        var thrice = deliveryInterval is { } interval && interval > TimeSpan.Zero ? interval * 3 : TimeSpan.Zero;
        return new(
            options.StableFor,
            rolls ? options.RolloutHealthyWithin ?? options.HealthyWithin : options.HealthyWithin,
            thrice > options.AlertClearsWithin ? thrice : options.AlertClearsWithin);
    }
}

/// <summary>The workload as one look saw it; a null workload could not be read, and <paramref name="Detail"/> says why.</summary>
/// <param name="Gone">The cluster says that it does not exist.</param>
public sealed record WorkloadLook(WorkloadFacts? Workload, IReadOnlyList<PodFacts> Pods, bool Gone, string Detail);

/// <summary>What a look at a repaired workload leads to.</summary>
public abstract record VerificationVerdict
{
    private VerificationVerdict()
    {
    }

    public sealed record Wait(RunProgress Progress) : VerificationVerdict;

    public sealed record Succeeded : VerificationVerdict;

    /// <summary>Healthy, but what it was for is still there.</summary>
    public sealed record NoEffect(string Reason) : VerificationVerdict;

    /// <summary>Not healthy and not worse than before, or it cannot be taken back.</summary>
    public sealed record Failed(string Reason) : VerificationVerdict;

    /// <summary>Worse than before.</summary>
    public sealed record Undo(string Reason) : VerificationVerdict;

    /// <summary>The cluster could not be read for too long.</summary>
    public sealed record Lost(string Reason) : VerificationVerdict;
}

/// <summary>Judges whether a repair worked. Pure; all times are the database's.</summary>
public static class Verification
{
    public static VerificationVerdict Judge(Plan plan, RunProgress progress, WorkloadLook look, AlertSignals signals, VerificationWindows windows, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(look);
        var acted = progress.ActedAt ?? throw new ArgumentException("nothing was changed yet", nameof(progress));
        if (look.Workload is not { } workload)
        {
            return look.Gone ? new VerificationVerdict.Failed("the workload no longer exists")
                : now >= acted + Max(windows.HealthyWithin, windows.AlertWithin) ? new VerificationVerdict.Lost($"the cluster cannot be read: {look.Detail}")
                : new VerificationVerdict.Wait(progress with { HealthySince = null });
        }

        if (Displaced(plan, workload) is { } displaced)
        {
            return new VerificationVerdict.Failed(displaced);
        }

        var readySince = progress.HealthySince;
        progress = Health.Follow(plan, progress, workload, look.Pods, now);
        return progress.HealthyAt is null
            ? BeforeHealthy(plan, progress, readySince, workload, windows, acted, now)
            : AfterHealthy(plan, progress, workload, signals, windows, acted, now);
    }

    private static VerificationVerdict BeforeHealthy(
        Plan plan, RunProgress progress, DateTimeOffset? readySince, WorkloadFacts workload, VerificationWindows windows, DateTimeOffset acted, DateTimeOffset now)
    {
        if (progress.HealthySince is { } since && now - since >= windows.StableFor)
        {
            return new VerificationVerdict.Wait(progress with { HealthyAt = now });
        }

        // What is ready when the window ends gets the rest of its minute. So does what is found ready after nobody could look for longer than
        // the window; from then on each look has to find it as ready as the one before.
        var stillReady = progress.HealthySince is not null && (readySince is null || readySince == progress.HealthySince);
        return now < acted + windows.HealthyWithin || stillReady
            ? new VerificationVerdict.Wait(progress)
            : Unhealthy(plan, progress, workload, $"not healthy within {Words(windows.HealthyWithin)}");
    }

    private static VerificationVerdict AfterHealthy(
        Plan plan, RunProgress progress, WorkloadFacts workload, AlertSignals signals, VerificationWindows windows, DateTimeOffset acted, DateTimeOffset now)
    {
        if (progress.UnhealthySince is { } since)
        {
            return now - since >= windows.StableFor
                ? Unhealthy(plan, progress, workload, "did not stay healthy")
                : new VerificationVerdict.Wait(progress);
        }

        if (signals is { Cleared: true, NewFirings: 0 })
        {
            return new VerificationVerdict.Succeeded();
        }

        return now < acted + windows.AlertWithin ? new VerificationVerdict.Wait(progress)
            : new VerificationVerdict.NoEffect(signals.Cleared
                ? $"healthy, but the same trouble was reported anew {signals.NewFirings} times"
                : $"healthy, but the alert did not clear within {Words(windows.AlertWithin)}");
    }

    private static VerificationVerdict Unhealthy(Plan plan, RunProgress progress, WorkloadFacts workload, string what)
    {
        var before = progress.Before;
        var numbers = $"{workload.ReadyReplicas} of {workload.DesiredReplicas} ready, {before.Ready} of {before.Desired} before";
        if (!IsWorse(plan, before, workload))
        {
            return new VerificationVerdict.Failed($"{what}, but no worse than before: {numbers}");
        }

        return plan.Undo.Kind == UndoKind.None ? new VerificationVerdict.Failed($"{what} and worse than before: {numbers}; there is nothing to take back")
            : progress.ActedGeneration != 0 && workload.Generation != progress.ActedGeneration ? new VerificationVerdict.Failed($"{what} and worse than before: {numbers}; somebody else has changed it since, so it is not taken back")
            : new VerificationVerdict.Undo($"{what} and worse than before: {numbers}");
    }

    /// <summary>Fewer ready pods than before, as far as the plan did not ask for fewer.</summary>
    public static bool IsWorse(Plan plan, WorkloadSnapshot before, WorkloadFacts workload)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(workload);
        var wanted = plan.Operation == Operation.ScaleDown ? plan.Number(PlanParameters.Replicas) ?? before.Desired : before.Ready;
        return workload.ReadyReplicas < Math.Min(before.Ready, wanted);
    }

    /// <summary>The change is no longer what the workload runs.</summary>
    private static string? Displaced(Plan plan, WorkloadFacts workload)
    {
        if (workload.Uid != plan.Target.Uid)
        {
            return "the workload was replaced by another of the same name";
        }

        var wished = plan.Operation is Operation.ScaleUp or Operation.ScaleDown ? plan.Number(PlanParameters.Replicas) : null;
        return wished is null || workload.DesiredReplicas == wished ? null
            : workload.Autoscaler is { } scaler ? $"the autoscaler {scaler.Name} set {workload.DesiredReplicas} replicas again"
            : $"somebody set {workload.DesiredReplicas} replicas";
    }

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static string Words(TimeSpan time) => time >= TimeSpan.FromMinutes(2) ? $"{time.TotalMinutes:0.#} min" : $"{time.TotalSeconds:0.#} s";
}
