namespace Awoooi.Core.Clusters;

/// <summary>What the cluster says to the rehearsal of a mutation; exactly one of the nested records.</summary>
public abstract record DryRunAnswer
{
    private DryRunAnswer()
    {
    }

    public sealed record Accepted(IReadOnlyList<string> Warnings) : DryRunAnswer;

    public sealed record Refused(ClusterFault Fault, string Detail) : DryRunAnswer;

    /// <summary>An admission webhook declares side effects, so the server rehearses nothing that it would see.</summary>
    public sealed record Unsupported(string Webhook) : DryRunAnswer;

    public sealed record NoAnswer(string Detail) : DryRunAnswer;
}
