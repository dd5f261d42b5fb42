namespace Awoooi.Core.Settings;

/// <summary>Small values that all replicas share, by key, as JSON text.</summary>
public interface ISettingsStore
{
    Task<string?> FindAsync(string key, CancellationToken cancel);

    /// <summary>The stored value, or <paramref name="initial"/> when this call was the first to store one; whoever races reads the winner's.</summary>
    Task<string> GetOrAddAsync(string key, string initial, CancellationToken cancel);

    Task SaveAsync(string key, string value, CancellationToken cancel);
}
