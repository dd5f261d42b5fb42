namespace Awoooi.Web.Components.Shared;

/// <summary>How far a step of a plan has come.</summary>
public enum StepState
{
    Planned,
    Running,
    Done,
    Failed,
    Undone,
}

/// <summary>One step of what will run, runs or ran.</summary>
/// <param name="Lead">An emphasised first word such as "Verify."</param>
/// <param name="Command">The equivalent command, shown for reading only.</param>
/// <param name="Note">A grey line below.</param>
public sealed record Step(string Text, string? Lead = null, string? Command = null, string? Note = null, StepState State = StepState.Planned);
