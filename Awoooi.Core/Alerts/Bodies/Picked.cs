using System.Globalization;
using System.Text.Json;

namespace Awoooi.Core.Alerts.Bodies;

/// <summary>What was picked out of a body at one place. Values of another type than asked for read as missing, so that a field that does not matter never costs the alert.</summary>
internal sealed class Picked
{
    private static readonly Picked Missing = new(JsonTokenType.None, "");

    private readonly JsonTokenType _kind;
    private readonly string _text;
    private Dictionary<string, Picked>? _members;
    private List<Picked>? _items;

    private Picked(JsonTokenType kind, string text) => (_kind, _text) = (kind, text);

    public bool IsObject => _kind == JsonTokenType.StartObject;

    public bool IsArray => _kind == JsonTokenType.StartArray;

    public bool IsString => _kind == JsonTokenType.String;

    /// <summary>Anything but missing and null.</summary>
    public bool IsThere => _kind is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>Elements of an array; an object counts as the array's only element, as some senders write it.</summary>
    public IReadOnlyList<Picked> Items => IsArray ? _items ?? [] : IsObject ? [this] : [];

    public IEnumerable<KeyValuePair<string, Picked>> Members => _members ?? [];

    /// <summary>Text of a string, number or flag; empty for anything else.</summary>
    public string Value => _text;

    /// <summary>The place at a dotted path below this one.</summary>
    public Picked this[string path]
    {
        get
        {
            var at = this;
            foreach (var name in path.Split('.'))
            {
                at = at._members?.GetValueOrDefault(name) ?? Missing;
            }

            return at;
        }
    }

    public string Text(string path) => this[path]._text.Trim();

    /// <summary>A finite number, also when it was sent as text.</summary>
    public double? Number(string path) =>
        double.TryParse(this[path]._text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>Null when absent or not a time.</summary>
    public DateTimeOffset? Time(string path)
    {
        var text = Text(path);
        return JsonField.TryParseTime(text.EndsWith(" UTC", StringComparison.Ordinal) ? $"{text[..^4]}Z" : text, out var time) ? time : null;
    }

    /// <summary>Null when an object stands at <paramref name="path"/>.</summary>
    public BodyFault? MustBeObject(string path) => this[path] switch
    {
        { IsObject: true } => null,
        { _kind: JsonTokenType.None } => new BodyFault($"$.{path}", "is missing"),
        var other => new BodyFault($"$.{path}", $"must be an object, not {other.Kind}"),
    };

    private string Kind => _kind switch
    {
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };

    /// <summary>Reads the value the reader stands on.</summary>
    /// <param name="budget">How many places may still be kept; a body with more of them is refused.</param>
    public static bool TryRead(ref Utf8JsonReader reader, PickShape shape, string path, ref int budget, out Picked picked, out BodyFault? fault)
    {
        fault = null;
        picked = new Picked(reader.TokenType, reader.TokenType switch
        {
            JsonTokenType.String => JsonText.Decode(ref reader),
            JsonTokenType.Number => System.Text.Encoding.ASCII.GetString(reader.ValueSpan),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "",
        });
        if (--budget < 0)
        {
            fault = new BodyFault(path, "holds too many elements");
            return false;
        }

        return picked._kind switch
        {
            JsonTokenType.StartObject => picked.TryReadMembers(ref reader, shape, path, ref budget, out fault),
            JsonTokenType.StartArray => picked.TryReadItems(ref reader, shape, path, ref budget, out fault),
            _ => true,
        };
    }

    private bool TryReadMembers(ref Utf8JsonReader reader, PickShape shape, string path, ref int budget, out BodyFault? fault)
    {
        fault = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan.Length > 128 ? "" : JsonText.DecodeName(ref reader);
            _ = reader.Read();
            if (shape.Member(name) is not { } wanted)
            {
                reader.Skip();
                continue;
            }

            if (!TryRead(ref reader, wanted, $"{path}.{name}", ref budget, out var member, out fault))
            {
                return false;
            }

            if (!(_members ??= new Dictionary<string, Picked>(StringComparer.Ordinal)).TryAdd(name, member))
            {
                fault = new BodyFault($"{path}.{name}", "appears twice");
                return false;
            }
        }

        return true;
    }

    private bool TryReadItems(ref Utf8JsonReader reader, PickShape shape, string path, ref int budget, out BodyFault? fault)
    {
        fault = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (shape.Items is not { } wanted)
            {
                reader.Skip();
                continue;
            }

            if (!TryRead(ref reader, wanted, $"{path}[{_items?.Count ?? 0}]", ref budget, out var item, out fault))
            {
                return false;
            }

            (_items ??= []).Add(item);
        }

        return true;
    }
}
