using System.Diagnostics.Metrics;
using Awoooi.Core.Incidents;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Approvals;

/// <summary>Numbers of requests; labels are closed lists.</summary>
public sealed class ApprovalMetrics : IDisposable
{
    private readonly Meter _meter = new(IntakeMetrics.MeterName);
    private readonly Counter<long> _created;

    public ApprovalMetrics() => _created = _meter.CreateCounter<long>("awoooi_approvals_created", description: "Requests that were opened.");

    public void Opened(RiskLevel risk) => _created.Add(1, new KeyValuePair<string, object?>("risk", WireNames.Snake(risk)));

    public void Dispose() => _meter.Dispose();
}
