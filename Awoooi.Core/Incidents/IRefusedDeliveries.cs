namespace Awoooi.Core.Incidents;

/// <summary>Deliveries of one sender that were refused for one reason; never anything of their bodies.</summary>
/// <param name="From">Address of the sender.</param>
public sealed record RefusedSender(string Source, string From, string Reason, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt);

/// <summary>What the doors refused; the latest <see cref="Most"/> lines are kept.</summary>
public interface IRefusedDeliveries
{
    /// <summary>Lines kept at most; older ones go.</summary>
    const int Most = 200;

    /// <summary>Characters kept of a reason and of an address.</summary>
    const int LongestText = 300;

    /// <summary>The latest first.</summary>
    Task<IReadOnlyList<RefusedSender>> ListAsync(int limit, CancellationToken cancel);
}
