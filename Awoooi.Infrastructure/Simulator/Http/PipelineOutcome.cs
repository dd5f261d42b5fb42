namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>Either an answer, or a watch to be streamed after the lock is released.</summary>
internal sealed record PipelineOutcome(ApiAnswer? Answer, WatchStream? Watch)
{
    /// <summary>How long the server takes before it answers (it waits for a future revision before it gives up).</summary>
    public TimeSpan Wait { get; init; }

    public static implicit operator PipelineOutcome(ApiAnswer answer) => new(answer, null);
}
