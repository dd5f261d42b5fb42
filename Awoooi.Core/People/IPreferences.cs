namespace Awoooi.Core.People;

/// <summary>How a person wants things shown, kept with the account so that it follows to every browser.</summary>
public interface IPreferences
{
    /// <summary>Keeps what is given and leaves alone what is null.</summary>
    /// <param name="zone">IANA name.</param>
    /// <param name="language">Culture name.</param>
    Task SaveAsync(Guid person, string? zone, string? language, CancellationToken cancel);
}
