using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Controllers;

/// <summary>Remembers what a controller saw when it last had nothing to do, so that an idle cluster costs little.</summary>
internal sealed class SettledObjects
{
    private const int Limit = 5_000;

    private readonly Dictionary<string, string> _seen = new(StringComparer.Ordinal);

    /// <summary>True when neither the object nor its dependents changed since the last look; remembers this one.</summary>
    public bool IsUnchanged(JsonObject o, IEnumerable<JsonObject> dependents)
    {
        var stamp = string.Join(' ', dependents.Select(dependent => dependent.Version()).Prepend(o.Version()));
        if (_seen.TryGetValue(o.Uid(), out var before) && before == stamp)
        {
            return true;
        }

        if (_seen.Count >= Limit)
        {
            _seen.Clear();
        }

        _seen[o.Uid()] = stamp;
        return false;
    }
}
