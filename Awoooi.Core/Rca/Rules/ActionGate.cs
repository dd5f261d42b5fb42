using Awoooi.Core.Clusters;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Rca.Rules;

/// <summary>The last look before a rule may suggest an operation: something must be wrong with the very object, as seen by us.</summary>
internal sealed class ActionGate(EvidencePack pack, RcaSubject subject)
{
    private const int PenaltyForMissing = 10;
    private const int PenaltyForEssential = 25;
    private const int Least = 20;

    /// <summary>False for a rule that would touch something healthy, unknown or without a controller.</summary>
    public bool Allows(RuleMatch match)
    {
        var rule = match.Rule;
        if (!rule.Acts)
        {
            return true;
        }

        if (subject.Workload is not { Kind: WorkloadKind.Deployment or WorkloadKind.StatefulSet or WorkloadKind.DaemonSet })
        {
            return false;
        }

        if (rule.Symptom == SymptomSource.Reported)
        {
            return rule.Operation is not (Operation.RestartPod or Operation.RestartDeployment);
        }

        var seen = match.Facts.Values.Any(fact => fact.ObservedByUs && EvidenceSchema.IsSymptom(fact.Kind));
        return seen && !pack.Items.Any(item => item.Kind == EvidenceKind.WorkloadHealthy && subject.Covers(item.Subject));
    }

    /// <summary>Lowers confidence for every gap, and takes the operation away where an essential read gave nothing: absent is not false.</summary>
    public RcaVerdict Restrain(RcaVerdict verdict)
    {
        if (pack.Missing.Count == 0)
        {
            return verdict;
        }

        var essential = pack.Missing.Any(item => item.Essential);
        var confidence = Math.Max(Math.Min(Least, verdict.Confidence), verdict.Confidence - (essential ? PenaltyForEssential : PenaltyForMissing));
        return essential && verdict.Operation != Operation.Manual
            ? Verdicts.Manual(verdict, Verdicts.FactsMissing) with { Confidence = confidence }
            : verdict with { Confidence = confidence };
    }
}
