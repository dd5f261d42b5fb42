namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>Keeps one request at a chosen point until it is let go; tells when it is there.</summary>
public sealed class RequestHold(HoldPoint at)
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HoldPoint At => at;

    /// <summary>Done when the request is there.</summary>
    public Task Reached => _reached.Task;

    /// <summary>Lets it go, also when it comes later.</summary>
    public void LetGo() => _open.TrySetResult();

    internal async Task WaitAsync(CancellationToken cancel)
    {
        _reached.TrySetResult();
        await _open.Task.WaitAsync(cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
