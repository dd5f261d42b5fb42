namespace Awoooi.Core.Alerts.Sources.Pipelines;

/// <summary>How a run or job stands.</summary>
internal enum RunState
{
    /// <summary>Cancelled, skipped, waiting for a person: no trouble and no proof of health.</summary>
    Other,
    Waiting,
    Running,
    Failed,
    Passed,
}

/// <summary>A pipeline run or one of its jobs, whoever runs it.</summary>
internal sealed record PipelineRun
{
    public required bool IsJob { get; init; }

    public required RunState State { get; init; }

    /// <summary>The project, for example <c>shop/cart</c>.</summary>
    public required string Project { get; init; }

    /// <summary>Workflow or stage and job; empty for a pipeline that has no name.</summary>
    public string Name { get; init; } = "";

    public string Branch { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Url { get; init; } = "";

    public TimeSpan? Took { get; init; }

    public TimeSpan? Waited { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
