using System.Globalization;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca.Rules;

/// <summary>What an operation touches, as far as the facts tell; what they do not tell stays unknown.</summary>
internal static class Blast
{
    // A rolling replacement keeps serving only when another replica is ready meanwhile.
    private const int ReadyForRolling = 2;

    public static BlastRadius Of(Operation operation, EvidencePack pack, RcaSubject subject)
    {
        var replicas = pack.OfKind(EvidenceKind.WorkloadReplicas).FirstOrDefault(item => subject.Covers(item.Subject));
        var total = Number(replicas, "desired");
        var ready = Number(replicas, "ready");
        return operation switch
        {
            Operation.RestartPod => new(1, total, ready >= 1 ? TimeSpan.Zero : null, null, DataImpact.None),
            Operation.RestartDeployment => new(total, total, Rolling(ready), null, DataImpact.None),
            Operation.ScaleUp => new(0, total, TimeSpan.Zero, null, DataImpact.None),

            // Whether an older program understands newer data is not in the facts.
            Operation.Rollback => new(total, total, Rolling(ready), null, null),
            _ => new(null, total, null, null, null),
        };
    }

    private static TimeSpan? Rolling(int? ready) => ready >= ReadyForRolling ? TimeSpan.Zero : null;

    private static int? Number(Evidence? fact, string name)
        => fact is not null && fact.Values.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
