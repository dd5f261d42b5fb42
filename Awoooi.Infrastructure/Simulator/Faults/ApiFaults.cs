using Awoooi.Infrastructure.Simulator.Http;

namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>Faults waiting for the requests they will hit, in the order they were planned.</summary>
public sealed class ApiFaults
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];

    /// <summary>Plans a fault for the next matching requests; method and path narrow it down, and <paramref name="rehearsals"/> says whether dry runs count.</summary>
    public void Next(ApiFault fault, int requests = 1, string? method = null, string? pathContains = null, bool rehearsals = true)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        lock (_gate)
        {
            _planned.Add(new Planned(fault, method, pathContains, rehearsals) { Left = requests });
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
        }
    }

    internal ApiFault? Take(ApiRequest request)
    {
        lock (_gate)
        {
            var hit = _planned.FirstOrDefault(planned => (planned.Method is null || planned.Method == request.Method)
                && (planned.PathContains is null || request.Path.Contains(planned.PathContains, StringComparison.Ordinal))
                && (planned.Rehearsals || !IsRehearsal(request)));
            if (hit is not null && --hit.Left == 0)
            {
                _planned.Remove(hit);
            }

            return hit?.Fault;
        }
    }

    // Evictions and deletions carry it in the body.
    private static bool IsRehearsal(ApiRequest request) => request.Parameter("dryRun") is not null || request.Body.Contains("\"dryRun\"", StringComparison.Ordinal);

    private sealed record Planned(ApiFault Fault, string? Method, string? PathContains, bool Rehearsals)
    {
        public int Left { get; set; }
    }
}
