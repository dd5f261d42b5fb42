using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator;
using Awoooi.Infrastructure.Simulator.Objects;
using Xunit.Abstractions;

namespace Awoooi.Tests.Simulator.Replay;

/// <summary>Every recorded call of real API servers, made again against the simulator.</summary>
public sealed class RecordingReplayTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(KubernetesVersion.V1_36)]
    [InlineData(KubernetesVersion.V1_32)]
    [InlineData(KubernetesVersion.V1_20)]
    public async Task The_simulator_answers_as_the_recorded_server_did(KubernetesVersion version)
    {
        var failures = new List<string>();
        var compared = 0;
        await using var shared = await FurnishAsync(version);
        foreach (var name in RecordedCall.Names)
        {
            if (ReplayExceptions.NotCompared.ContainsKey(name) || RecordedCall.Load(name, version) is not { IsStream: false } recorded)
            {
                continue;
            }

            var own = ReplayScenes.Has(name) || (recorded.Method != "GET" && recorded.Status < 300 && !recorded.Query.ContainsKey("dryRun"));
            var world = own ? await FurnishAsync(version) : shared;
            try
            {
                var target = await ReplayScenes.PlayAsync(name, world);
                var answer = await new ReplayedRequest(world, recorded, target).SendAsync();
                failures.AddRange(Differences(recorded, answer).Select(difference => $"{name}: {difference}"));
                compared++;
            }
            catch (Exception error)
            {
                failures.Add($"{name}: {error.Message}");
            }
            finally
            {
                if (own)
                {
                    await world.DisposeAsync();
                }
            }
        }

        output.WriteLine($"{version}: {compared} recorded answers compared, {ReplayExceptions.NotCompared.Count} left out for a stated reason");
        Assert.True(failures.Count == 0, $"{failures.Count} differences in {compared} recordings:\n{string.Join('\n', failures)}");
    }

    private static async Task<SimulatedWorld> FurnishAsync(KubernetesVersion version)
    {
        var world = await SimulatedWorld.StartEmptyAsync(version);
        RecordedEstate.Furnish(world);
        await world.PassAsync(20);
        return world;
    }

    private static IEnumerable<string> Differences(RecordedCall recorded, SimulatedCall.Answer answer)
    {
        if (answer.Status != recorded.Status)
        {
            yield return $"status {recorded.Status}, simulated {answer.Status} {answer.Text[..Math.Min(300, answer.Text.Length)]}";
            yield break;
        }

        foreach (var header in new[] { "Content-Type", "Retry-After", "Warning", "Content-Encoding" })
        {
            if (recorded.Sends(header) && recorded.Headers.Text(header) is { } value && answer.Headers.GetValueOrDefault(header) is var given && given != value)
            {
                yield return $"header {header} {value}, simulated {given}";
            }
        }

        if (recorded.Body is JsonObject body)
        {
            var comparison = new AnswerComparison(recorded.IsPartial, recorded.Unknown, [.. ReplayExceptions.IgnoredEverywhere, .. ReplayExceptions.Ignored.GetValueOrDefault(recorded.Name, [])]);
            comparison.Compare(body, JsonNode.Parse(answer.Text));
            foreach (var difference in comparison.Differences)
            {
                yield return difference;
            }
        }
        else if (recorded.Body is JsonValue text && !ReplayExceptions.Ignored.ContainsKey(recorded.Name) && new AnswerComparison(false, [], []) is var plain)
        {
            plain.Compare(text, JsonValue.Create(answer.Text));
            foreach (var difference in plain.Differences)
            {
                yield return difference;
            }
        }
    }
}
