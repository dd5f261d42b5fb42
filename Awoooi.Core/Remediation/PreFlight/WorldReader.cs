using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;
using Microsoft.Extensions.Logging;

namespace Awoooi.Core.Remediation.PreFlight;

/// <summary>Reads the world for a plan and rehearses its exact request on the server; changes nothing.</summary>
public sealed partial class WorldReader(IClusterApi cluster, ISurroundings surroundings, TimeProvider clock, ILogger<WorldReader> log)
{
    /// <param name="executionId">Whose marker the rehearsed request carries.</param>
    public async Task<World> ReadAsync(Plan plan, Guid executionId, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var records = SurroundingsAsync(plan, cancel);
        var workload = await cluster.ReadWorkloadAsync(plan.Target.Workload, cancel);
        var world = new World { Plan = plan, ObservedAt = clock.GetUtcNow(), Workload = workload };
        if (workload.Value is { } facts)
        {
            world = await CompleteAsync(world, facts, executionId, cancel);
        }

        return world with { Surroundings = await records };
    }

    private async Task<World> CompleteAsync(World world, WorkloadFacts facts, Guid executionId, CancellationToken cancel)
    {
        var plan = world.Plan;
        if (plan.Target.Pod is { } pod)
        {
            world = world with
            {
                Pod = await cluster.ReadPodAsync(plan.Target.Workload.Namespace, pod, cancel),
                Capabilities = await cluster.ReadCapabilitiesAsync(cancel),
            };
        }

        if (MutationFor.Revision(plan, facts, undo: false) is { } revision)
        {
            world = world with { Template = await cluster.ReadTemplateAsync(facts, revision, cancel) };
        }

        var mutation = MutationFor.Action(plan, world.Material!, executionId, world.ObservedAt);
        return mutation is MutationOutcome.Built built
            ? world with
            {
                Mutation = mutation,
                Access = await cluster.MayAsync(AccessQuestion.For(built.Mutation), cancel),
                Rehearsal = await cluster.DryRunAsync(built.Mutation, cancel),
            }
            : world with { Mutation = mutation };
    }

    private async Task<Surroundings?> SurroundingsAsync(Plan plan, CancellationToken cancel)
    {
        try
        {
            return await surroundings.ReadAsync(plan, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // The lines about it turn red and say so.
            RecordsAway(log, fault);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Change windows and incidents could not be read for a pre-flight")]
    private static partial void RecordsAway(ILogger log, Exception fault);
}
