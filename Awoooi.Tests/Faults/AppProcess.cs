using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Awoooi.Infrastructure.Postgres.Embedded;
using Awoooi.Tests.Postgres.Embedded;
using Awoooi.Tests.TestKit;
using Awoooi.Web;

namespace Awoooi.Tests.Faults;

/// <summary>The built app as a process of its own: with its embedded PostgreSQL on a data folder of its own, where both can be killed, or on a database that others use too.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    public const string Key = "a-webhook-key-for-faults";
    private const int SigTerm = 15;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private readonly ServerScene? _scene;
    private readonly string _folder;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private Process? _process;

    private AppProcess(ServerScene? scene, string folder, int port, IReadOnlyDictionary<string, string> settings)
    {
        (_scene, _folder, _settings) = (scene, folder, settings);
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        Client = new HttpClient { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(8) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public bool IsRunning => _process is { HasExited: false };

    public string OwnerConnectionString => Running().ConnectionString(RoleSetup.OwnerRole, RolePasswords.ReadOrCreate(Scene.Folder).Owner, RoleSetup.Database);

    /// <summary>The role that may not change the audit log.</summary>
    public string AppConnectionString => Running().ConnectionString(RoleSetup.AppRole, RolePasswords.ReadOrCreate(Scene.Folder).App, RoleSetup.Database);

    private string LogFile => Path.Combine(_folder, "app.log");

    private ServerScene Scene => _scene ?? throw new InvalidOperationException("Its database is not its own.");

    public static async Task<AppProcess> StartNewAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var scene = await ServerScene.WithDatabaseAsync();
        var app = new AppProcess(scene, scene.Folder.Root, ServerSettings.FreeLoopbackPort(), new Dictionary<string, string>(settings ?? new Dictionary<string, string>()) { ["Awoooi:Data:Path"] = scene.Folder.Root });
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

    /// <summary>One of several on a database; it does not run yet.</summary>
    public static async Task<AppProcess> OnAsync(TestDatabase database, IReadOnlyDictionary<string, string> settings)
        => new(null, await TestFolders.CreateAsync("app"), ServerSettings.FreeLoopbackPort(), new Dictionary<string, string>(settings)
        {
            ["Awoooi:Data:Connection"] = database.AppConnectionString,
            ["Awoooi:Data:MigrationsConnection"] = database.OwnerConnectionString,
        });

    /// <summary>Starts it and waits until it answers.</summary>
    public async Task StartAsync()
    {
        Launch();
        await ServesAsync();
    }

    /// <summary>Waits until it answers.</summary>
    public async Task ServesAsync()
    {
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
            "--contentRoot", Path.GetDirectoryName(assembly)!, "--urls", Address.ToString(), $"--Awoooi:Webhooks:Secret={Key}", .. _settings.Select(setting => $"--{setting.Key}={setting.Value}")])
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

    public async Task<int> PostmasterAsync() => await Scene.Postmaster.FindAsync(CancellationToken.None) ?? throw new InvalidOperationException("No PostgreSQL runs.");

    public async Task<bool> HasPostmasterAsync() => await Scene.Postmaster.FindAsync(CancellationToken.None) is not null;

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
        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }
    }

    private ServerEndpoint Running() => ServerEndpoint.Of(PostmasterPidFile.Read(Scene.Folder) ?? throw new InvalidOperationException("No PostgreSQL runs."));

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Client.GetAsync(new Uri("/health", UriKind.Relative));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception silence) when (silence is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
