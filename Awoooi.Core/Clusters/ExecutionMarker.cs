namespace Awoooi.Core.Clusters;

/// <summary>The annotation by which a changed workload says which execution changed it last.</summary>
public static class ExecutionMarker
{
    public const string Annotation = "awoooi.io/execution-id";

    public const string ProtectedLabel = "awoooi.io/protected";

    /// <summary>Marker of the undo step, so that it is never taken for the action it undoes.</summary>
    public static string ForUndo(string executionId) => executionId + ".undo";
}
