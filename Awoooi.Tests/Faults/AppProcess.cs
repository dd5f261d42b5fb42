using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Tests.Postgres.Embedded;
using Awoooi.Web;

namespace Awoooi.Tests.Faults;

/// <summary>The built app as a process of its own on a data folder of its own, with its embedded PostgreSQL: both can be killed.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const string Key = "a-webhook-key-for-faults";
    private const int SigTerm = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private readonly ServerScene _scene;
    private Process? _process;

    private AppProcess(ServerScene scene, int port)
    {
        _scene = scene;
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(8) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public bool IsRunning => _process is { HasExited: false };

    public string OwnerConnectionString => Running().ConnectionString(RoleSetup.OwnerRole, RolePasswords.ReadOrCreate(_scene.Folder).Owner, RoleSetup.Database);

    private string LogFile => Path.Combine(_scene.Folder.Root, "app.log");

    public static async Task<AppProcess> StartNewAsync()
    {
        var app = new AppProcess(await ServerScene.WithDatabaseAsync(), ServerSettings.FreeLoopbackPort());
        try
        {
            await app.StartAsync();
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Launch();
        var began = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            Assert.True(IsRunning && Stopwatch.GetElapsedTime(began) < StartLimit, $"The app does not serve (running: {IsRunning}, exit: {(IsRunning ? null : _process!.ExitCode)}):\n{Log()}");
            await Task.Delay(20);
        }
    }

    /// <summary>Starts it and returns at once.</summary>
    public void Launch()
    {
        var assembly = typeof(AwoooiApp).Assembly.Location;

        // Through a shell, so that its output goes to a file even while this process is not reading.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" >>\"$0\" 2>&1", LogFile, "dotnet", assembly,
            "--contentRoot", Path.GetDirectoryName(assembly)!, "--urls", Address.ToString(), $"--Awoooi:Data:Path={_scene.Folder.Root}", $"--Awoooi:Webhooks:Secret={Key}"])
        { WorkingDirectory = "/" };
        _process = Process.Start(start)!;
    }

    /// <summary>As kill -9 does: nothing of it runs any more when this returns.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As an orchestrator does: SIGTERM, then wait; the exit code.</summary>
    public async Task<int> StopAsync(TimeSpan limit)
    {
        _ = NativeUnix.Kill(_process!.Id, SigTerm);
        using var deadline = new CancellationTokenSource(limit);
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async Task<int> PostmasterAsync() => await _scene.Postmaster.FindAsync(CancellationToken.None) ?? throw new InvalidOperationException("No PostgreSQL runs.");

    public async Task<bool> HasPostmasterAsync() => await _scene.Postmaster.FindAsync(CancellationToken.None) is not null;

    /// <summary>The processes of the server's sessions and helpers.</summary>
    public async Task<IReadOnlyList<int>> BackendsAsync(string name = "")
    {
        var found = await ExternalCommand.Of("pgrep", ["-P", $"{await PostmasterAsync()}", "-f", name]).RunAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        return [.. found.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture))];
    }

    /// <summary>Polls until the answer of <paramref name="path"/> has the wanted status.</summary>
    public async Task BecomesAsync(string path, int status)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
            if ((int)answer.StatusCode == status)
            {
                return;
            }

            Assert.True(Stopwatch.GetElapsedTime(began) < StartLimit, $"{path} stays {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}\n{Log()}");
            await Task.Delay(100);
        }
    }

    public string Log() => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (IsRunning)
        {
            await KillAsync();
        }

        _process?.Dispose();
        await _scene.DisposeAsync();
    }

    private ServerEndpoint Running() => ServerEndpoint.Of(PostmasterPidFile.Read(_scene.Folder) ?? throw new InvalidOperationException("No PostgreSQL runs."));

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
