namespace Awoooi.E2E;

/// <summary>Waits for facts that no page shows.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);

    /// <summary>The first answer that is not null; <paramref name="what"/> is what a failure says.</summary>
    public static async Task<T> FoundAsync<T>(string what, Func<CancellationToken, Task<T?>> look)
        where T : class
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                if (await look(patience.Token) is { } found)
                {
                    return found;
                }

                await Task.Delay(Between, patience.Token);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new TimeoutException($"{what} was not seen within {Patience.TotalSeconds} s");
        }
    }

    public static Task HoldsAsync(string what, Func<CancellationToken, Task<bool>> look)
        => FoundAsync(what, async cancel => await look(cancel) ? what : null);
}
