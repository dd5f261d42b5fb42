using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Awoooi.Infrastructure.Telemetry;

/// <summary>Collects every instrument of the process when it is scraped.</summary>
public sealed class MetricsScrape : IDisposable
{
    private readonly Snapshot _snapshot = new();
    private readonly BaseExportingMetricReader _reader;
    private readonly MeterProvider _provider;
    private readonly Lock _lock = new();

    public MetricsScrape()
    {
        _reader = new BaseExportingMetricReader(_snapshot) { TemporalityPreference = MetricReaderTemporalityPreference.Cumulative };
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter("Awoooi", "System.Runtime")
            .AddReader(_reader)
            .Build();
    }

    /// <summary>The text of one scrape.</summary>
    public string Text(bool openMetrics)
    {
        lock (_lock)
        {
            _snapshot.OpenMetrics = openMetrics;
            return _reader.Collect(5000) ? _snapshot.Text : throw new InvalidOperationException("the metrics could not be collected");
        }
    }

    public void Dispose()
    {
        _provider.Dispose();
        _reader.Dispose();
        _snapshot.Dispose();
    }

    private sealed class Snapshot : BaseExporter<Metric>
    {
        public bool OpenMetrics { get; set; }

        public string Text { get; private set; } = "";

        public override ExportResult Export(in Batch<Metric> batch)
        {
            var metrics = new List<Metric>((int)batch.Count);
            foreach (var metric in batch)
            {
                metrics.Add(metric);
            }

            Text = new MetricFamilies(OpenMetrics).Render(metrics);
            return ExportResult.Success;
        }
    }
}
