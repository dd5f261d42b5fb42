using System.Net;
using Npgsql;

namespace Awoooi.Tests.Faults;

/// <summary>
/// Opens cards one after the other and has two people sign each through the app's API, who try again until they are answered. A card counts
/// as approved once a person was told so.
/// </summary>
internal sealed class RepairFeeder : IAsyncDisposable
{
    private const int Lanes = 3;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(1200);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly CancellationTokenSource _stop = new();
    private readonly RepairYard _yard;
    private readonly Signatory[] _people;
    private readonly Task[] _running;
    private int _cut;
    private int _told;

    public RepairFeeder(RepairYard yard, params Signatory[] people)
    {
        (_yard, _people) = (yard, people);
        _running = [.. Enumerable.Range(0, Lanes).Select(_ => Task.Run(FeedAsync))];
    }

    /// <summary>How the signatures went that had to be tried again.</summary>
    public string Troubles => $"{_cut} signatures cut, {_told} told to come back";

    /// <summary>No further card; those that were opened get their signatures.</summary>
    public async Task FinishAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    /// <summary>Does it again while the database is away.</summary>
    public static async Task<T> PatientlyAsync<T>(Func<Task<T>> act)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                return await act();
            }
            catch (NpgsqlException) when (!deadline.IsCancellationRequested)
            {
                await Task.Delay(Pause);
            }
        }
    }

    private async Task FeedAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var card = await PatientlyAsync(_yard.OpenAsync);
            foreach (var person in _people)
            {
                await SignAsync(person, card);
            }

            await Task.Delay(Pace, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task SignAsync(Signatory person, Card card)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            Assert.False(deadline.IsCancellationRequested, $"Nobody answers the signature on {card.Approval.ShortId}: {Troubles}");
            try
            {
                var (status, word) = await person.SignAsync(card, $"{card.Id}");
                if (status == HttpStatusCode.OK)
                {
                    return;
                }

                Assert.True((status, word) == (HttpStatusCode.ServiceUnavailable, "come back"), $"{card.Approval.ShortId}: {status} {word}");
                Interlocked.Increment(ref _told);
            }
            catch (HttpRequestException)
            {
                Interlocked.Increment(ref _cut);
            }

            await Task.Delay(Pause);
        }
    }
}
