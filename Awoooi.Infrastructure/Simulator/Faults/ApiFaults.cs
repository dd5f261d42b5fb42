namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>Faults waiting for the requests they will hit, in the order they were planned.</summary>
public sealed class ApiFaults
{
    private readonly Lock _gate = new();
    private readonly List<Planned> _planned = [];

    /// <summary>Plans a fault for the next matching requests; method and path narrow it down.</summary>
    public void Next(ApiFault fault, int requests = 1, string? method = null, string? pathContains = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        lock (_gate)
        {
            _planned.Add(new Planned(fault, method, pathContains) { Left = requests });
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _planned.Clear();
        }
    }

    internal ApiFault? Take(string method, string path)
    {
        lock (_gate)
        {
            var hit = _planned.FirstOrDefault(planned => (planned.Method is null || planned.Method == method)
                && (planned.PathContains is null || path.Contains(planned.PathContains, StringComparison.Ordinal)));
            if (hit is not null && --hit.Left == 0)
            {
                _planned.Remove(hit);
            }

            return hit?.Fault;
        }
    }

    private sealed record Planned(ApiFault Fault, string? Method, string? PathContains)
    {
        public int Left { get; set; }
    }
}
