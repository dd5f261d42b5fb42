using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>Modes, owners and links of files; every call fails on Windows, where the embedded server does not run.</summary>
internal static class UnixFiles
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    public const UnixFileMode PassableByOthers = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode ReadableByOthers = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static void CreateFolder(string path, UnixFileMode mode)
    {
        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            SetMode(path, mode);
        }
    }

    public static UnixFileMode Mode(string path) =>
        OperatingSystem.IsWindows() ? throw NotOnWindows() : File.GetUnixFileMode(path);

    public static void SetMode(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
        {
            throw NotOnWindows();
        }

        File.SetUnixFileMode(path, mode);
    }

    /// <summary>Creates a file that nobody else could read at any moment; fails when the path is taken.</summary>
    public static void WriteNewSecret(string path, string text)
    {
        if (OperatingSystem.IsWindows())
        {
            throw NotOnWindows();
        }

        using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = OwnerOnlyFile,
        });
        file.Write(Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    public static void ChangeOwner(string path, UnixAccount account)
    {
        if (NativeUnix.ChangeOwner(path, account.UserId, account.GroupId) != 0)
        {
            throw new IOException($"{path} cannot be given to {account.Name}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    /// <summary>Lets every account read the tree and run its programs, whatever umask made it.</summary>
    public static void OpenTree(string folder)
    {
        SetMode(folder, Mode(folder) | ReadableByOthers | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is not null)
            {
                continue;
            }

            var mode = Mode(entry.FullName);
            var passable = mode.HasFlag(UnixFileMode.UserExecute) ? UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : UnixFileMode.None;
            SetMode(entry.FullName, mode | ReadableByOthers | passable);
        }
    }

    public static string RealPath(string path)
    {
        var buffer = NativeUnix.RealPath(path, IntPtr.Zero);
        if (buffer == IntPtr.Zero)
        {
            throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
        }

        try
        {
            return Marshal.PtrToStringUTF8(buffer)!;
        }
        finally
        {
            NativeUnix.Free(buffer);
        }
    }

    /// <summary>The user id that owns the path; asked of stat(1), because the base library does not tell and the C structure differs by platform.</summary>
    public static async Task<uint> OwnerAsync(string path, CancellationToken cancellationToken)
    {
        string[] arguments = OperatingSystem.IsMacOS() ? ["-f", "%u", path] : ["-c", "%u", path];
        var result = await ExternalCommand.Of("stat", arguments).RunAsync(TimeSpan.FromSeconds(10), cancellationToken);
        return result.Succeeded && uint.TryParse(result.Output.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
            ? owner
            : throw new EmbeddedServerException($"The owner of {path} cannot be read: {result.Error}");
    }

    private static PlatformNotSupportedException NotOnWindows() => new("Unix file modes do not exist on Windows.");
}
