namespace Awoooi.Core.Plans;

/// <summary>What takes an operation back.</summary>
public enum UndoKind
{
    /// <summary>There is nothing to undo.</summary>
    None = 0,
    ScaleBack,
    RollForward,
}

/// <summary>Who may propose an operation.</summary>
public enum Proposers
{
    /// <summary>Rules, models and people.</summary>
    Anyone = 0,
    PeopleOnly,
}

/// <summary>What never changes about an operation. A null <paramref name="Floor"/> means that nothing executes.</summary>
public sealed record OperationTraits(Operation Operation, string WireName, int Tier, RiskLevel? Floor, UndoKind Undo, Proposers Proposers)
{
    /// <summary>Replaces pods of the same program and leaves the declared state alone.</summary>
    public bool RestartsOnly => Operation is Operation.RestartPod or Operation.RestartDeployment;
}

/// <summary>The table of operations: tier, risk floor, undo, who may propose.</summary>
public static class OperationCatalogue
{
    public static IReadOnlyList<OperationTraits> All { get; } =
    [
        new(Operation.Manual, "MANUAL", 4, null, UndoKind.None, Proposers.Anyone),
        new(Operation.RestartPod, "RESTART_POD", 1, RiskLevel.Low, UndoKind.None, Proposers.Anyone),
        new(Operation.RestartDeployment, "RESTART_DEPLOYMENT", 1, RiskLevel.Low, UndoKind.None, Proposers.Anyone),
        new(Operation.ScaleUp, "SCALE_UP", 2, RiskLevel.Low, UndoKind.ScaleBack, Proposers.Anyone),
        new(Operation.ScaleDown, "SCALE_DOWN", 2, RiskLevel.Medium, UndoKind.ScaleBack, Proposers.PeopleOnly),
        new(Operation.Rollback, "ROLLBACK", 3, RiskLevel.High, UndoKind.RollForward, Proposers.Anyone),
    ];

    private static readonly Dictionary<Operation, OperationTraits> ByOperation = All.ToDictionary(traits => traits.Operation);
    private static readonly Dictionary<string, OperationTraits> ByWireName = All.ToDictionary(traits => traits.WireName, StringComparer.Ordinal);

    public static OperationTraits Of(Operation operation) => ByOperation[operation];

    /// <summary>Null for a name that is not in the table.</summary>
    public static OperationTraits? Find(string wireName) => ByWireName.GetValueOrDefault(wireName);
}
