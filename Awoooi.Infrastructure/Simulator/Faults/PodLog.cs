using System.Globalization;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>The ordinary chatter of a service: requests, a slow one now and then, a scheduled job.</summary>
internal static class PodLog
{
    private static readonly string[] Paths = ["/healthz/ready", "/api/v1/items", "/api/v1/orders", "/api/v1/session", "/metrics"];

    public static string UsualLine(JsonObject pod, string container, int number)
    {
        var dice = NameSuffix.Of(string.Create(CultureInfo.InvariantCulture, $"{pod.Uid()}{container}{number}"), 6).Sum(c => c);
        if (number % 41 == 0)
        {
            return $"INFO  {container}: expired 12 sessions in {dice % 40} ms";
        }

        return dice % 23 == 0
            ? $"WARN  {container}: GET {Paths[dice % Paths.Length]} 200 {900 + dice} ms (slow)"
            : $"INFO  {container}: GET {Paths[dice % Paths.Length]} 200 {3 + dice % 60} ms";
    }
}
