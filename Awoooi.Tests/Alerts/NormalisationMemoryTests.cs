using System.Text;

namespace Awoooi.Tests.Alerts;

// The heap is shared by the process, so nothing else may run beside a measurement of it.
[CollectionDefinition("Heap", DisableParallelization = true)]
public sealed class HeapCollection;

[Collection("Heap")]
public sealed class NormalisationMemoryTests
{
    [Theory]
    [InlineData("""{"status":"firing","labels":{"alertname":"A"}}""")]
    [InlineData("""{"status":"firing","labels":{"":""}}""")]
    [InlineData("""{"status":"firing","labels":{"a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":"","i":"","j":"","k":"","l":""}}""")]
    public void What_a_large_body_becomes_stays_within_its_share_of_memory(string smallest)
    {
        var body = Encoding.UTF8.GetBytes(Given.Group([.. Enumerable.Repeat(smallest, Math.Min(149_999, 6_000_000 / smallest.Length))]));
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var result = Given.Alertmanager.Normalise(body, Given.Context);

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept <= (16L << 20) + (8L * body.Length), $"{kept / (double)body.Length:F1} times the body; fault: {result.Fault}");
        GC.KeepAlive(result);
    }
}
