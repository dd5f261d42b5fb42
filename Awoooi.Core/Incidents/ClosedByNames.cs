namespace Awoooi.Core.Incidents;

/// <summary>Wire names of <see cref="ClosedBy"/>.</summary>
public static class ClosedByNames
{
    public static string Name(this ClosedBy closedBy) => closedBy switch
    {
        ClosedBy.Self => "self",
        ClosedBy.Ai => "ai",
        ClosedBy.Human => "human",
        ClosedBy.Stale => "stale",
        _ => throw new ArgumentOutOfRangeException(nameof(closedBy), closedBy, null),
    };

    public static ClosedBy Parse(string name) => name switch
    {
        "self" => ClosedBy.Self,
        "ai" => ClosedBy.Ai,
        "human" => ClosedBy.Human,
        "stale" => ClosedBy.Stale,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };
}
