namespace Awoooi.Infrastructure.Simulator;

/// <summary>One request as the simulated API server saw it, with the status it answered (0 when the connection was cut instead).</summary>
public sealed record RecordedRequest(
    DateTimeOffset Time,
    string Method,
    string Path,
    string Query,
    string Body,
    string User,
    int Status)
{
    /// <summary>True when the request changed stored state, whether or not its answer arrived; dry runs and refusals are not mutations.</summary>
    public bool Mutated { get; init; }
}
