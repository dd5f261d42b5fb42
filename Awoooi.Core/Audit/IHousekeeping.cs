namespace Awoooi.Core.Audit;

/// <summary>Keeps the database bounded and its audit anchored; safe to run on every replica at once.</summary>
public interface IHousekeeping
{
    Task RunAsync(CancellationToken cancel);
}
