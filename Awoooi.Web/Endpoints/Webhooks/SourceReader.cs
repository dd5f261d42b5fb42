using Awoooi.Core.Alerts;
using Awoooi.Core.Incidents;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>What a body of a source means in this installation; stores nothing.</summary>
internal sealed class SourceReader(IEnumerable<IAlertSource> sources, Installation installation, SourceSettings settings, TimeProvider clock)
{
    private readonly Dictionary<string, IAlertSource> _sources = sources.ToDictionary(source => source.Name, StringComparer.Ordinal);

    public IReadOnlyList<IAlertSource> All { get; } = [.. sources];

    public IAlertSource Of(string source) => _sources[source];

    public Normalisation Normalise(string source, ReadOnlyMemory<byte> body)
    {
        var setting = settings.Of(source);
        return _sources[source].Normalise(body, new NormalisationContext(clock.GetUtcNow(), installation.Cluster, setting.TrustedForPaging, setting.TrustedForTests));
    }

    public Delivery Deliver(string source, IEnumerable<Alert> alerts, ReadOnlyMemory<byte> body)
    {
        var now = clock.GetUtcNow();
        return new Delivery(Guid.CreateVersion7(now), source, now, [.. alerts.Select(alert => installation.Identify(alert))], body);
    }
}
