using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Awoooi.Infrastructure.Postgres.Embedded;

/// <summary>The settings file that the cluster includes, written anew before each start.</summary>
internal static class ServerSettings
{
    public const int SocketPort = 5432;

    public static void Write(DataFolder folder, int port, bool viaSocket, bool durable)
    {
        var sockets = viaSocket ? Quoted($"\"{folder.Sockets}\"") : "''";
        var listen = viaSocket ? "''" : "'127.0.0.1'";
        var text = $"""
            # Written by AWOOOI before each start: changes here are lost. Put yours into data/postgresql.auto.conf with ALTER SYSTEM.
            port = {port.ToString(CultureInfo.InvariantCulture)}
            listen_addresses = {listen}
            unix_socket_directories = {sockets}
            unix_socket_permissions = 0700
            max_connections = 200
            shared_buffers = 128MB
            fsync = {OnOff(durable)}
            synchronous_commit = {OnOff(durable)}
            full_page_writes = {OnOff(durable)}
            timezone = 'UTC'
            log_timezone = 'UTC'
            logging_collector = on
            log_directory = '../{Path.GetFileName(folder.Logs)}'
            log_filename = '{ServerLogs.Prefix}%Y%m%d-%H%M%S.log'
            log_rotation_age = 1d
            log_rotation_size = {(ServerLogs.RotationBytes / 1024).ToString(CultureInfo.InvariantCulture)}
            log_line_prefix = '%m [%p] %u@%d '

            """;

        // The account of the server reads it, so the file must not follow our umask; it holds no secret.
        var draft = folder.Settings + ".new";
        File.WriteAllText(draft, text);
        UnixFiles.SetMode(draft, UnixFiles.OwnerOnlyFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        File.Move(draft, folder.Settings, overwrite: true);
    }

    /// <summary>A port that is free now; another program may take it before the server does, which the caller must survive.</summary>
    public static int FreeLoopbackPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string OnOff(bool value) => value ? "on" : "off";

    private static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
