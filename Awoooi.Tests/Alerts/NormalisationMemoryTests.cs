using System.Text;
using Awoooi.Core.Alerts;

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

    [Theory]
    [InlineData("sentry", "{\"action\":\"triggered\",\"data\":{\"event\":{\"issue_id\":\"1\",\"tags\":[", "[\"a\",\"b\"],", "[]]}}}")]
    [InlineData("kali", "{\"site\":[", "{},", "{}]}")]
    [InlineData("kali", "{\"site\":[{\"@name\":\"x\",\"alerts\":[", "{\"name\":\"a\",\"riskcode\":\"3\"},", "{}]}]}")]
    [InlineData("kali", "<nmaprun>", "<host><address addr=\"x\"/></host>", "</nmaprun>")]
    [InlineData("kali", "<nmaprun><host><address addr=\"x\"/><script id=\"a\" output=\"\">", "<table><elem key=\"id\">CVE-2099-0001</elem><elem key=\"cvss\">9</elem></table>", "</script></host></nmaprun>")]
    [InlineData("grafana", "{\"ruleName\":\"x\",\"ruleId\":1,\"state\":\"ok\",\"evalMatches\":[", "{},", "{}]}")]
    [InlineData("pipeline", "{\"object_kind\":\"pipeline\",\"x\":[", "0,", "0]}")]
    public void Whatever_repeats_in_a_body_of_five_mebibytes_stays_within_its_share(string name, string start, string repeated, string end)
    {
        var source = AlertSources.All(Given.Catalogue).Single(source => source.Name == name);
        var body = Encoding.UTF8.GetBytes(start + string.Concat(Enumerable.Repeat(repeated, (5_000_000 - start.Length - end.Length) / repeated.Length)) + end);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var result = source.Normalise(body, Given.Context);

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept <= (16L << 20) + (8L * body.Length), $"{kept / (double)body.Length:F1} times the body; fault: {result.Fault}");
        GC.KeepAlive(result);
    }
}
