using Awoooi.Core.Incidents;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Configuration;
using Awoooi.Web.Endpoints.Webhooks;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Endpoints;

public sealed class RefusalsTests : IDisposable
{
    private readonly IntakeMetrics _metrics = new();

    public void Dispose() => _metrics.Dispose();

    [Fact]
    public void A_sender_with_one_reason_is_one_line_until_it_is_taken()
    {
        var refusals = Refusals();
        refusals.Add("grafana", "198.51.100.7", "unauthenticated", "no valid key");
        refusals.Add("grafana", "198.51.100.7", "unauthenticated", "no valid key");
        refusals.Add("grafana", "198.51.100.8", "unauthenticated", "no valid key");

        Assert.Equal([1L, 2L], refusals.Drain().Select(line => line.Count).Order());
        Assert.Empty(refusals.Drain());
    }

    [Fact]
    public void Ever_new_addresses_do_not_fill_the_memory()
    {
        var refusals = Refusals();
        for (var i = 0; i < 5_000; i++)
        {
            refusals.Add("grafana", $"198.51.100.{i}", "unauthenticated", "no valid key");
        }

        var lines = refusals.Drain();

        Assert.InRange(lines.Count, 1, 201);
        Assert.Equal(5_000, lines.Sum(line => line.Count));
    }

    private Refusals Refusals() => new(Options.Create(new WebhookOptions()), new ManualClock(), _metrics);
}
