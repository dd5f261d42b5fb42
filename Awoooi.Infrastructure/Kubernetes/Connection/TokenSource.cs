namespace Awoooi.Infrastructure.Kubernetes.Connection;

/// <summary>A bearer token, given or in a file that is read again at least every minute because bound tokens expire within the hour.</summary>
internal sealed class TokenSource
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(30);

    private readonly string? _given;
    private readonly string? _file;
    private readonly TimeProvider _clock;
    private volatile Reading? _last;

    private TokenSource(string? given, string? file, TimeProvider clock) => (_given, _file, _clock) = (given, file, clock);

    public static TokenSource Of(string token) => new(token, null, TimeProvider.System);

    public static TokenSource FromFile(string path, TimeProvider clock) => new(null, path, clock);

    public async ValueTask<string> ReadAsync(CancellationToken cancel)
    {
        if (_file is null)
        {
            return _given!;
        }

        var now = _clock.GetUtcNow();
        if (_last is { } last && now - last.At < KeptFor)
        {
            return last.Token;
        }

        try
        {
            var token = (await File.ReadAllTextAsync(_file, cancel)).Trim();
            _last = new Reading(token, now);
            return token;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConfigurationException($"The token file cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>Forgets what was read, after the server refused it.</summary>
    /// <returns>False when a further read could not give another token.</returns>
    public bool Renew()
    {
        _last = null;
        return _file is not null;
    }

    private sealed record Reading(string Token, DateTimeOffset At);
}
