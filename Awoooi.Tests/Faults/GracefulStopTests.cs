using Xunit.Abstractions;

namespace Awoooi.Tests.Faults;

[Collection(FaultsCollection.Name)]
public sealed class GracefulStopTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_stop_under_load_ends_in_time_in_order_and_loses_nothing()
    {
        await using var app = await AppProcess.StartNewAsync();
        await using var senders = new AlertSenders(app.Address);
        await senders.FlowAsync(50);

        Assert.Equal(0, await app.StopAsync(TimeSpan.FromSeconds(25)));

        Assert.False(await app.HasPostmasterAsync());
        await app.StartAsync();
        await senders.FlowAsync(20);
        await senders.FinishAsync();
        Assert.DoesNotContain("Unhandled exception", app.Log(), StringComparison.Ordinal);
        output.WriteLine(await Ledger.HoldsAsync(app.OwnerConnectionString, senders));
    }
}
