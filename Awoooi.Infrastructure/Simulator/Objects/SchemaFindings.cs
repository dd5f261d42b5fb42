namespace Awoooi.Infrastructure.Simulator.Objects;

/// <summary>What decoding an object turned up.</summary>
internal sealed class SchemaFindings
{
    public List<string> UnknownFields { get; } = [];

    /// <summary>The sentence about a wrong type as JSON decoding words it; null when every type fits.</summary>
    public string? TypeError { get; private set; }

    /// <summary>The same as strategic merge words it.</summary>
    public string? StrategicTypeError { get; private set; }

    public void Mistype(string expected, string sentence)
    {
        TypeError ??= sentence;
        StrategicTypeError ??= $"unrecognized type: {expected}";
    }

    public void MistypeExactly(string sentence)
    {
        TypeError ??= sentence;
        StrategicTypeError ??= sentence;
    }
}
