namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>A lock of the operating system on a file: the end of the process frees it, however it ends. The file itself stays.</summary>
internal sealed class FileLock : IDisposable
{
    // EWOULDBLOCK, which the base library hands on as HResult when another process holds the lock.
    private static readonly int HeldByOther = OperatingSystem.IsMacOS() ? 35 : 11;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    public static FileLock? TryTake(string path) => TryOpen(path, FileShare.None);

    /// <summary>Any number may share the lock; while one does, nobody takes it alone.</summary>
    public static FileLock? TryShare(string path) => TryOpen(path, FileShare.ReadWrite);

    public static async Task<FileLock?> WaitAsync(string path, TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            if (TryTake(path) is { } taken)
            {
                return taken;
            }

            if (clock.GetElapsedTime(started) > limit)
            {
                return null;
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileLock? TryOpen(string path, FileShare share)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share));
        }
        catch (IOException held) when (held.HResult == HeldByOther)
        {
            return null;
        }
    }
}
