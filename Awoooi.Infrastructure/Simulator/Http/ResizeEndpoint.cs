using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>In-place resize, which the simulated nodes lack as the recorded ones did.</summary>
internal static class ResizeEndpoint
{
    public static ApiAnswer Answer(SimulatedCluster cluster, ResourcePath path) =>
        cluster.Store.Find(Kinds.Pod, path.Namespace, path.Name!) is null
            ? Refusals.NotFound(Kinds.Pod, path.Name!)
            : Refusals.Invalid(Kinds.Pod, path.Name!, [FieldError.Forbidden("spec", "Pod running on node without support for resize")]);
}
