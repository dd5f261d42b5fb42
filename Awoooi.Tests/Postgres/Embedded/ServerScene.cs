using System.Diagnostics;
using System.Globalization;
using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Tests.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Awoooi.Tests.Postgres.Embedded;

/// <summary>A data folder of its own, in which servers start, survive and crash.</summary>
internal sealed class ServerScene : IAsyncDisposable
{
    private static readonly Lazy<Task<(string Path, PostgresBinaries Binaries)>> Template = new(MakeTemplateAsync);
    private readonly List<Process> _bystanders = [];

    private ServerScene(EmbeddedServerOptions options, DataFolder folder)
    {
        Options = options;
        Folder = folder;
        Postmaster = new Postmaster(folder, NullLogger.Instance, TimeProvider.System);
    }

    public EmbeddedServerOptions Options { get; }

    public DataFolder Folder { get; }

    public Postmaster Postmaster { get; }

    public string PidFile => Path.Combine(Folder.Cluster, "postmaster.pid");

    public static async Task<ServerScene> CreateAsync(string name = "scene")
    {
        var path = await TestFolders.CreateAsync(name);
        var options = new EmbeddedServerOptions { Path = path, ContentRoot = path, Durable = false };
        return new ServerScene(options, await DataFolder.OpenAsync(options, CancellationToken.None));
    }

    /// <summary>With a database that was made and stopped before: a copy, which costs far less than initdb.</summary>
    public static async Task<ServerScene> WithDatabaseAsync(string name = "scene")
    {
        var scene = await CreateAsync(name);
        var copy = await ExternalCommand.Of("cp", ["-a", $"{(await Template.Value).Path}/.", scene.Folder.Root]).RunAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        Assert.True(copy.Succeeded, copy.Error);
        return scene;
    }

    public Task<EmbeddedServer> ServeAsync(EmbeddedServerOptions? options = null) =>
        EmbeddedServer.StartAsync(options ?? Options, NullLogger.Instance, TimeProvider.System, CancellationToken.None);

    public Task<EmbeddedServer> CommandAsync(TimeProvider? clock = null) =>
        EmbeddedServer.AttachAsync(Options, NullLogger.Instance, clock ?? TimeProvider.System, CancellationToken.None);

    /// <summary>Leaves a server running that no process of ours holds, as a crash of the app does.</summary>
    public async Task<(int Pid, string ConnectionString)> SurvivorAsync()
    {
        await Postmaster.StartAsync((await Template.Value).Binaries, durable: true, port: null, CancellationToken.None);
        var running = PostmasterPidFile.Read(Folder)!;
        var password = RolePasswords.ReadOrCreate(Folder).Owner;
        return (running.Pid, ServerEndpoint.Of(running).ConnectionString(RoleSetup.OwnerRole, password, RoleSetup.Database));
    }

    /// <summary>Leaves what a power loss leaves: pid file, sockets and an unfinished log, and no process.</summary>
    public async Task<int> CrashAsync(int pid)
    {
        _ = NativeUnix.Kill(pid, 9);
        while (await Postmaster.IsOursAsync(pid, CancellationToken.None))
        {
            await Task.Delay(10);
        }

        return pid;
    }

    public async Task<int> CrashedServerAsync() => await CrashAsync((await SurvivorAsync()).Pid);

    /// <summary>Another live process of the server's account.</summary>
    public int Bystander() => Start("exec sleep 300").Id;

    /// <summary>A process that has ended and that nobody has reaped.</summary>
    public async Task<int> ZombieAsync()
    {
        var parent = Start("sleep 0 & echo $!; exec sleep 300");
        var pid = int.Parse((await parent.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        while ((await UnixProcess.ArgumentsAsync(pid, CancellationToken.None)).Count > 0)
        {
            await Task.Delay(10);
        }

        Assert.Equal(0, NativeUnix.Kill(pid, 0));
        return pid;
    }

    public void WritePid(int pid) => Rewrite(PidFile, lines => lines[0] = pid.ToString(CultureInfo.InvariantCulture));

    public static void Rewrite(string path, Action<string[]> change)
    {
        var lines = File.ReadAllLines(path);
        change(lines);
        File.WriteAllLines(path, lines);
    }

    public async Task<string> LogAsync()
    {
        var logs = Directory.GetFiles(Folder.Logs, "postgresql-*.log").Order(StringComparer.Ordinal);
        return string.Concat(await Task.WhenAll(logs.Select(path => File.ReadAllTextAsync(path))));
    }

    public static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var bystander in _bystanders)
        {
            bystander.Kill();
            bystander.Dispose();
        }

        if (await Postmaster.FindAsync(CancellationToken.None) is { } pid)
        {
            await Postmaster.StopAsync(pid, CancellationToken.None);
        }

        Directory.Delete(Folder.Root, recursive: true);
    }

    private static async Task<(string Path, PostgresBinaries Binaries)> MakeTemplateAsync()
    {
        var scene = await CreateAsync("template");
        var server = await scene.ServeAsync();
        await server.DisposeAsync();
        return (scene.Folder.Root, new PostgresBinaries(server.Binaries, server.Major));
    }

    private Process Start(string script)
    {
        var start = new ProcessStartInfo("sh", ["-c", script]) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        if (Folder.Account is { } account)
        {
            start.UserName = account.Name;
        }

        var process = Process.Start(start)!;
        _bystanders.Add(process);
        return process;
    }
}
