using System.Text.Json;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Held by the one process that serves from a data folder; freed by the operating system when that process ends.</summary>
public sealed class ServeLock : IDisposable
{
    private readonly FileLock _lock;
    private readonly DataFolder _folder;
    private readonly ServeHolder _holder;

    private ServeLock(FileLock taken, DataFolder folder, ServeHolder holder)
    {
        _lock = taken;
        _folder = folder;
        _holder = holder;
    }

    /// <summary>Takes the lock, or says who holds it.</summary>
    public static async Task<ServeLockResult> TryAcquireAsync(EmbeddedServerOptions options, string url, CancellationToken cancellationToken)
    {
        var folder = await DataFolder.OpenAsync(options, cancellationToken);
        var taken = FileLock.TryTake(folder.ServeLock);
        var holder = ServeHolder.Read(folder);

        // The mark is a second net under the lock, which some network file systems grant to everybody.
        if (taken is null || (holder is not null && await holder.IsOtherAliveAsync(cancellationToken)))
        {
            taken?.Dispose();
            return new ServeLockResult(null, Refusal(folder, holder));
        }

        var mark = await UnixProcess.StartMarkAsync(Environment.ProcessId, cancellationToken) ?? "";
        var held = new ServeLock(taken, folder, new ServeHolder(Environment.ProcessId, mark, url));
        held.Announce(url);
        return new ServeLockResult(held, null);
    }

    /// <summary>Makes known under which address this process really serves, once it listens.</summary>
    public void Announce(string url) => (_holder with { Url = url }).Write(_folder);

    public void Dispose()
    {
        File.Delete(_folder.ServeHolder);
        _lock.Dispose();
    }

    private static string Refusal(DataFolder folder, ServeHolder? holder) => holder is null
        ? $"Another AWOOOI process is just starting to serve from {folder.Root}."
        : $"AWOOOI already serves from {folder.Root}: process {holder.Pid} at {holder.Url}. Use that one, stop it first, or choose another folder with Awoooi:Data:Path.";
}

/// <summary>Either the lock, or the reason why it is refused.</summary>
public sealed record ServeLockResult(ServeLock? Held, string? Refusal);

internal sealed record ServeHolder(int Pid, string StartMark, string Url)
{
    public static ServeHolder? Read(DataFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<ServeHolder>(File.ReadAllText(folder.ServeHolder));
        }
        catch (Exception unreadable) when (unreadable is FileNotFoundException or JsonException)
        {
            // Not announced yet, or an empty file after a power loss: the lock itself decides.
            return null;
        }
    }

    public void Write(DataFolder folder)
    {
        var draft = folder.ServeHolder + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(this));
        File.Move(draft, folder.ServeHolder, overwrite: true);
    }

    /// <summary>Another living process, told by its start mark from one that was given the same id later.</summary>
    public async Task<bool> IsOtherAliveAsync(CancellationToken cancellationToken) =>
        Pid != Environment.ProcessId && await UnixProcess.StartMarkAsync(Pid, cancellationToken) == StartMark;
}
