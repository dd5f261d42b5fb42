namespace Awoooi.Core.Alerts.Bodies;

/// <summary>
/// The places of a body that a source reads, written as dotted paths: <c>data.issue.id</c>, <c>site[].alerts[].name</c>, <c>tags.*</c>
/// for every name. Everything else is passed over without being kept.
/// </summary>
internal sealed class PickShape
{
    private readonly Dictionary<string, PickShape> _members = new(StringComparer.Ordinal);

    /// <summary>Shape of an array's elements; null when elements are not wanted.</summary>
    public PickShape? Items { get; private set; }

    public static PickShape Of(params ReadOnlySpan<string> paths)
    {
        var root = new PickShape();
        foreach (var path in paths)
        {
            var at = root;
            foreach (var part in path.Split('.'))
            {
                var name = part.TrimEnd('[', ']');
                if (!at._members.TryGetValue(name, out var next))
                {
                    at._members[name] = next = new PickShape();
                }

                at = next;
                for (var arrays = (part.Length - name.Length) / 2; arrays > 0; arrays--)
                {
                    at = at.Items ??= new PickShape();
                }
            }
        }

        return root;
    }

    public PickShape? Member(string name) => _members.GetValueOrDefault(name) ?? _members.GetValueOrDefault("*");
}
