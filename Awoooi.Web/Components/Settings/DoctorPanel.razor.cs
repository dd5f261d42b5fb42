using Awoooi.Web.Endpoints.Health;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Settings;

/// <summary>The doctor's list, asked once when the page opens and whenever a person asks.</summary>
public sealed partial class DoctorPanel : IDisposable
{
    /// <summary>What this release does without, said so that nobody looks for it.</summary>
    private static readonly string[] Absent = ["model", "metrics", "notifications"];

    private readonly CancellationTokenSource _gone = new();
    private DoctorReport? _report;
    private bool _busy;
    private bool _failed;

    [Inject] internal Doctor Doctor { get; set; } = null!;

    [Inject] public required ILoggerFactory Loggers { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // Not while the page is prepared: a cluster that hangs must not keep it from appearing.
        if (firstRender)
        {
            await ExamineAsync();
            StateHasChanged();
        }
    }

    private async Task ExamineAsync()
    {
        (_busy, _failed) = (true, false);
        try
        {
            _report = await Doctor.ExamineAsync(_gone.Token);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page went.
        }
        catch (Exception failure)
        {
            ExamineFailed(Loggers.CreateLogger<DoctorPanel>(), failure);
            _failed = true;
        }
        finally
        {
            _busy = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The checks could not be done.")]
    private static partial void ExamineFailed(ILogger logger, Exception failure);
}
