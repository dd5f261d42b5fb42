using Awoooi.Core.Health;

namespace Awoooi.Tests.TestKit;

/// <summary>A chain over which one source was heard at noon, its heartbeat too.</summary>
internal sealed class FakeAlertChain : IAlertChainReader
{
    public AlertChainFacts Facts { get; set; } = new([new AlertChainSource("alertmanager", An.Noon, An.Noon, 0, null)], An.Noon, null, An.Noon, null);

    public Task<AlertChainFacts> ReadAsync(CancellationToken cancel) => Task.FromResult(Facts);
}
