using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>How far a rolling update may stray from the wanted number of pods.</summary>
internal static class Rolling
{
    public static (int Surge, int Unavailable) Limits(JsonObject deployment)
    {
        var wanted = (int)(deployment.Number("spec", "replicas") ?? 0);
        if (deployment.Map("spec", "strategy", "rollingUpdate") is not { } rolling)
        {
            return (0, wanted);
        }

        var surge = Share.Of(rolling["maxSurge"], wanted, roundUp: true);
        var unavailable = Share.Of(rolling["maxUnavailable"], wanted, roundUp: false);

        // Both zero would never move; the real controller then allows one pod to be missing.
        return surge == 0 && unavailable == 0 ? (0, 1) : (surge, unavailable);
    }
}
