using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Security;

/// <summary>Slows down who guesses: per address, and per address and account. Counts of addresses that went quiet are dropped.</summary>
internal sealed class LoginLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<string> _addresses;
    private readonly PartitionedRateLimiter<string> _accounts;

    public LoginLimiter(IOptions<SecurityOptions> options)
    {
        _addresses = PerMinute(options.Value.AttemptsPerAddress);
        _accounts = PerMinute(options.Value.AttemptsPerAccount);
    }

    /// <summary>How long to wait; null when the attempt may go on. <paramref name="account"/> is what was typed, whether or not it exists.</summary>
    public TimeSpan? Refuse(HttpContext http, string account = "")
    {
        var address = Network(http.Connection.RemoteIpAddress);
        return Refuse(_addresses, address) ?? (account.Length == 0 ? null : Refuse(_accounts, $"{address} {account.Trim().ToUpperInvariant()}"));
    }

    public void Dispose()
    {
        _addresses.Dispose();
        _accounts.Dispose();
    }

    private static TimeSpan? Refuse(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromMinutes(1);
    }

    private static PartitionedRateLimiter<string> PerMinute(int attempts) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = attempts, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 }),
        StringComparer.Ordinal);

    // A household or a server has a /64 of IPv6 to itself.
    private static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
