namespace Awoooi.Core.Plans;

/// <summary>How a plan is taken back; the parameters are those of the undoing change.</summary>
public sealed record UndoPlan(UndoKind Kind, IReadOnlyDictionary<string, string> Parameters)
{
    public static UndoPlan Nothing { get; } = new(UndoKind.None, new Dictionary<string, string>());
}

/// <summary>Names of plan parameters.</summary>
public static class PlanParameters
{
    /// <summary>Replicas after the change.</summary>
    public const string Replicas = "replicas";

    /// <summary>Replicas when the plan was made.</summary>
    public const string FromReplicas = "from_replicas";

    /// <summary>Revision to return to.</summary>
    public const string Revision = "revision";

    /// <summary>Revision when the plan was made.</summary>
    public const string FromRevision = "from_revision";
}

/// <summary>Exactly what is signed and executed: a change of any member is another plan, with another hash.</summary>
/// <param name="PolicyVersion">Version of the signature policy the risk was judged under.</param>
public sealed record Plan(
    Guid ApprovalId,
    Operation Operation,
    Target Target,
    IReadOnlyDictionary<string, string> Parameters,
    UndoPlan Undo,
    RiskLevel Risk,
    string PolicyVersion)
{
    public string Cluster => Target.Cluster;

    /// <summary>A whole number among the parameters; null when it is absent or no such number.</summary>
    public int? Number(string parameter)
        => Parameters.TryGetValue(parameter, out var text)
            && int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
