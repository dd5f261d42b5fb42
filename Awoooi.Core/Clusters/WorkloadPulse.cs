namespace Awoooi.Core.Clusters;

/// <summary>How many pods of a workload should be ready, and are.</summary>
public sealed record WorkloadReadiness(WorkloadRef Ref, int Ready, int Desired);

/// <summary>The workloads at the last look that succeeded.</summary>
/// <param name="Workloads">By namespace and name; those scaled to zero run nothing and are left out. Null before the first answer.</param>
/// <param name="Beyond">How many more there are than are kept.</param>
/// <param name="At">When they were seen.</param>
/// <param name="Fault">Why the latest look gave nothing; null when it succeeded.</param>
public sealed record WorkloadsSeen(IReadOnlyList<WorkloadReadiness>? Workloads, int Beyond, DateTimeOffset? At, ClusterFault? Fault)
{
    public static WorkloadsSeen Never { get; } = new(null, 0, null, null);
}

/// <summary>The readiness of all workloads, shared by the whole process: however many pages ask, one read is under way at most, and its answer serves for 5 s.</summary>
public sealed class WorkloadPulse(IClusterReader cluster, TimeProvider clock)
{
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    /// <summary>A cluster that hangs must not keep the rest of a page waiting.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public const int Most = 1000;

    private static readonly TimeSpan ReadWithin = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private Task _reading = Task.CompletedTask;
    private WorkloadsSeen _seen = WorkloadsSeen.Never;
    private DateTimeOffset? _looked;

    /// <summary>What is known, read anew when it is older than <see cref="Fresh"/>. A look that fails leaves the last good one with its time and the fault.</summary>
    public async Task<WorkloadsSeen> ReadAsync(CancellationToken cancel)
    {
        Task reading;
        lock (_gate)
        {
            if (_reading.IsCompleted)
            {
                if (_looked is { } at && clock.GetUtcNow() - at < Fresh)
                {
                    return _seen;
                }

                // Of its own: a page that leaves must not take the read of the others with it.
                _reading = LookAsync();
            }

            reading = _reading;
        }

        try
        {
            await reading.WaitAsync(Patience, clock, cancel);
        }
        catch (TimeoutException)
        {
            return Seen() with { Fault = ClusterFault.NoAnswer };
        }

        return Seen();
    }

    private WorkloadsSeen Seen()
    {
        lock (_gate)
        {
            return _seen;
        }
    }

    private async Task LookAsync()
    {
        using var late = new CancellationTokenSource(ReadWithin, clock);
        ClusterAnswer<IReadOnlyList<WorkloadFacts>> answer;
        try
        {
            answer = await cluster.ListWorkloadsAsync(null, late.Token).WaitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            answer = ClusterAnswer<IReadOnlyList<WorkloadFacts>>.Failed(ClusterFault.NoAnswer, "");
        }

        lock (_gate)
        {
            _looked = clock.GetUtcNow();
            _seen = answer.Value is { } workloads ? Of(workloads, _looked.Value) : _seen with { Fault = answer.Fault };
        }
    }

    private static WorkloadsSeen Of(IReadOnlyList<WorkloadFacts> workloads, DateTimeOffset at)
    {
        var running = workloads.Where(workload => workload.DesiredReplicas > 0).ToList();
        return new WorkloadsSeen(
            [.. running.OrderBy(workload => workload.Ref.Namespace, StringComparer.Ordinal).ThenBy(workload => workload.Ref.Name, StringComparer.Ordinal)
                .Take(Most).Select(workload => new WorkloadReadiness(workload.Ref, workload.ReadyReplicas, workload.DesiredReplicas))],
            Math.Max(0, running.Count - Most), at, null);
    }
}
