using Awoooi.Core.Live;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Live;

/// <summary>
/// A part of a page that keeps itself current. It subscribes before its first read, so that no change falls between the two;
/// reads again on every change of its <see cref="Topics"/> and every 10 s besides; draws only when <see cref="Model"/> became another.
/// A read that fails leaves the last model on screen, sets <see cref="Failure"/> and is tried again with growing pauses.
/// </summary>
/// <typeparam name="TModel">What is drawn; compared by <see cref="Same"/>, so a record of values is best.</typeparam>
public abstract partial class LiveComponent<TModel> : ComponentBase, IAsyncDisposable
    where TModel : class
{
    /// <summary>After a drawing, changes are gathered for this long.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(250);

    /// <summary>A message may be lost: this is the longest a change can then stay unseen.</summary>
    public static readonly TimeSpan Reconcile = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _gone = new();
    private CancellationTokenSource _wake = new();
    private ILiveSubscription? _subscription;
    private Task _watch = Task.CompletedTask;
    private int _failures;

    [Inject] public required ILiveBus Bus { get; set; }

    [Inject] public required TimeProvider Clock { get; set; }

    [Inject] public required ViewHold Hold { get; set; }

    [Inject] public required ILoggerFactory Loggers { get; set; }

    [Inject] public required ILiveHandover Handover { get; set; }

    /// <summary>What was read last; null before the first answer.</summary>
    protected TModel? Model { get; private set; }

    /// <summary>When <see cref="Model"/> was read.</summary>
    protected DateTimeOffset? AsOf { get; private set; }

    /// <summary>The failure of the last read; null when it succeeded.</summary>
    protected LiveFailure? Failure { get; private set; }

    /// <summary>The topics that make a new reading worthwhile.</summary>
    protected abstract IReadOnlyCollection<string> Topics { get; }

    /// <summary>Reads what is to be drawn. Called on the renderer's thread, never twice at a time.</summary>
    protected abstract ValueTask<TModel> ReadAsync(CancellationToken cancel);

    /// <summary>Tells apart what one page may show several of, or what its address chooses: an id.</summary>
    protected virtual string? Subject => null;

    /// <summary>True when drawing <paramref name="next"/> would show nothing new. Override it where the model holds lists.</summary>
    protected virtual bool Same(TModel current, TModel next) => EqualityComparer<TModel>.Default.Equals(current, next);

    /// <summary>Called once when the component goes, before its watch ends.</summary>
    protected virtual void Leaving()
    {
    }

    protected override async Task OnInitializedAsync()
    {
        var name = $"{GetType().FullName}:{Subject}";
        if (RendererInfo.IsInteractive)
        {
            _subscription = Bus.Subscribe(Topics);
            if (Handover.TryTake(name, out var drawn) && drawn.Model is TModel model)
            {
                (Model, AsOf) = (model, drawn.AsOf);
            }
        }
        else
        {
            Handover.Offer(name, () => Model is { } last && AsOf is { } asOf ? new Drawn(last, asOf) : null);
        }

        await ReadOnceAsync();
        if (_subscription is not null && !_gone.IsCancellationRequested)
        {
            _watch = WatchAsync(_subscription);
        }
    }

    /// <summary>Reads now, for example when what is asked for changed or a person pressed "Try now".</summary>
    protected async Task ReadNowAsync()
    {
        await _wake.CancelAsync();
        if (_subscription is null)
        {
            await ReadOnceAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_gone.IsCancellationRequested)
        {
            Leaving();
            await _gone.CancelAsync();
            await _watch;
            if (_subscription is not null)
            {
                await _subscription.DisposeAsync();
            }

            _gone.Dispose();
            _wake.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private async Task WatchAsync(ILiveSubscription subscription)
    {
        try
        {
            while (true)
            {
                await WaitForChangeAsync(subscription);
                await Hold.WaitAsync(_gone.Token);
                if (await ReadOnceAsync())
                {
                    StateHasChanged();
                }

                await Task.Delay(Burst, Clock, _gone.Token);
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page went.
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    /// <summary>Returns on a change, when reconciling is due, or when somebody asked.</summary>
    private async Task WaitForChangeAsync(ILiveSubscription subscription)
    {
        using var due = new CancellationTokenSource(Pause(), Clock);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(due.Token, _wake.Token, _gone.Token);
        try
        {
            await subscription.NextAsync(any.Token);
        }
        catch (OperationCanceledException) when (!_gone.IsCancellationRequested)
        {
            if (_wake.IsCancellationRequested)
            {
                _wake.Dispose();
                _wake = new CancellationTokenSource();
            }
        }
    }

    private TimeSpan Pause() => _failures switch
    {
        0 => Reconcile,
        < 5 => TimeSpan.FromSeconds(Math.Pow(2, _failures - 1)),
        _ => LongestPause,
    };

    private async Task<bool> ReadOnceAsync()
    {
        var token = _gone.Token;
        try
        {
            var next = await ReadAsync(token);
            var changed = Failure is not null || Model is null || !Same(Model, next);
            (Model, AsOf, Failure, _failures) = (next, Clock.GetUtcNow(), null, 0);
            return changed;
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            _failures++;
            var now = Clock.GetUtcNow();
            Failure = new LiveFailure(now, now + Pause());
            ReadFailed(Loggers.CreateLogger(GetType()), failure, GetType().Name, _failures);
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Panel} could not read what it shows, attempt {Attempt}.")]
    private static partial void ReadFailed(ILogger logger, Exception failure, string panel, int attempt);
}
