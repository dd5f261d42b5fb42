using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>The ordinary chatter of a container.</summary>
internal static class PodLog
{
    public static string UsualLine(JsonObject pod, string container, int number) =>
        $"line {number} of {pod.Namespace()}/{pod.Name()}[{container}]";
}
