namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>The data folder, open and checked: its layout, and the account that the server runs as (null: our own).</summary>
internal sealed record DataFolder(string Root, UnixAccount? Account)
{
    public string Cluster => Path.Combine(Root, "data");

    public string Sockets => Path.Combine(Root, "run");

    public string Logs => Path.Combine(Root, "log");

    public string Secrets => Path.Combine(Root, "secrets");

    public string Npm => Path.Combine(Root, "npm");

    public string Settings => Path.Combine(Root, "server.conf");

    public string StartLock => Path.Combine(Root, "start.lock");

    public string UseLock => Path.Combine(Root, "use.lock");

    public string ServeLock => Path.Combine(Root, "serve.lock");

    public string ServeHolder => Path.Combine(Root, "serve.json");

    public string StartedByCommand => Path.Combine(Root, "started-by-command");

    public static async Task<DataFolder> OpenAsync(EmbeddedServerOptions options, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedServerException("AWOOOI starts its own PostgreSQL on Linux and macOS only. Set Awoooi:Data:Connection to an existing PostgreSQL server.");
        }

        var runsAsRoot = NativeUnix.EffectiveUserId() == UnixAccount.Root;
        var root = UnixFiles.RealPath(Create(options, runsAsRoot));
        DataFolderPath.Check(root);
        var cluster = Path.Combine(root, "data");
        var isThere = Directory.Exists(cluster) && (!runsAsRoot || Directory.EnumerateFileSystemEntries(cluster).Any());
        uint? owner = isThere ? await UnixFiles.OwnerAsync(cluster, cancellationToken) : null;
        if (!runsAsRoot)
        {
            return owner is null || owner == NativeUnix.EffectiveUserId()
                ? new DataFolder(root, null)
                : throw new EmbeddedServerException($"The database in {root} belongs to user id {owner}. Run AWOOOI as that user (or as root), or choose another folder with Awoooi:Data:Path.");
        }

        var account = UnixAccount.ForDatabase(UnixAccount.ReadAll(), owner);
        if (await DataFolderPath.ClosedAncestorAsync(root, account, cancellationToken) is { } closed)
        {
            throw new EmbeddedServerException($"PostgreSQL refuses to run as root and runs as '{account.Name}' instead, but {closed} is closed to that account, so it cannot reach {root}. Choose a folder that it can reach with Awoooi:Data:Path (such as {DataFolderPath.OfRoot}), or open the way with: chmod o+x {closed}");
        }

        return new DataFolder(root, account);
    }

    /// <summary>Gives a path that root made to the account that the server runs as.</summary>
    public void HandOver(string path)
    {
        if (Account is not null)
        {
            UnixFiles.ChangeOwner(path, Account);
        }
    }

    private static string Create(EmbeddedServerOptions options, bool runsAsRoot)
    {
        var mode = runsAsRoot ? UnixFiles.PassableByOthers : UnixFiles.OwnerOnly;
        if (options.Path is { Length: > 0 } chosen)
        {
            UnixFiles.CreateFolder(Path.GetFullPath(chosen, options.ContentRoot), mode);
            return Path.GetFullPath(chosen, options.ContentRoot);
        }

        var candidates = DataFolderPath.Defaults(
            runsAsRoot,
            Environment.GetEnvironmentVariable("XDG_DATA_HOME"),
            Environment.GetEnvironmentVariable("HOME"),
            options.ContentRoot);

        // A database that exists wins over a better place: a changed HOME must not start an empty one beside it.
        return candidates.FirstOrDefault(candidate => Directory.Exists(Path.Combine(candidate, "data")))
            ?? candidates.FirstOrDefault(candidate => TryCreate(candidate, mode))
            ?? throw new EmbeddedServerException($"None of {string.Join(", ", candidates)} can be created for the database. Choose a folder with Awoooi:Data:Path.");
    }

    private static bool TryCreate(string path, UnixFileMode mode)
    {
        try
        {
            UnixFiles.CreateFolder(path, mode);
            return true;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
