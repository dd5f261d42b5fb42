using System.Diagnostics.CodeAnalysis;
using Awoooi.Web.Components.Live;

namespace Awoooi.Tests.Components;

/// <summary>Hands over inside a test, without a page between.</summary>
internal sealed class FakeHandover : ILiveHandover
{
    private readonly Dictionary<string, Func<Drawn?>> _offers = new(StringComparer.Ordinal);

    public void Offer(string name, Func<Drawn?> last) => _offers.TryAdd(name, last);

    public bool TryTake(string name, [NotNullWhen(true)] out Drawn? drawn)
    {
        drawn = _offers.Remove(name, out var last) ? last() : null;
        return drawn is not null;
    }
}
