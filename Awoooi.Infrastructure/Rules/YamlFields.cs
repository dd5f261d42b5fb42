using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Awoooi.Infrastructure.Rules;

/// <summary>Reads the fields of one YAML mapping and collects a fault, with its place, for each that is wrong, missing or unknown.</summary>
internal sealed class YamlFields
{
    private readonly YamlMappingNode _map;
    private readonly string _file;
    private readonly List<RuleFault> _faults;
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);

    public YamlFields(YamlMappingNode map, string file, List<RuleFault> faults) => (_map, _file, _faults) = (map, file, faults);

    public Mark Start => _map.Start;

    public void Fault(string? field, string message)
        => Fault(field is not null && Node(field) is { } node ? node.Start : _map.Start, message);

    public void Fault(Mark at, string message) => _faults.Add(new RuleFault(_file, at.Line, at.Column, message));

    public YamlNode? Node(string field)
    {
        _asked.Add(field);
        return _map.Children.FirstOrDefault(pair => pair.Key is YamlScalarNode key && key.Value == field).Value;
    }

    public string? Text(string field, bool required = false)
    {
        switch (Node(field))
        {
            case YamlScalarNode { Value.Length: > 0 } scalar:
                return scalar.Value;
            case null when !required:
                return null;
            case null:
                Fault(_map.Start, $"'{field}' is missing");
                return null;
            case var other:
                Fault(other.Start, $"'{field}' must be text");
                return null;
        }
    }

    public int? Number(string field, int least, int most)
    {
        if (Text(field, required: true) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        Fault(field, $"'{field}' must be a number from {least} to {most}");
        return null;
    }

    public T? Word<T>(string field, IReadOnlyDictionary<string, T> words, T fallback)
    {
        if (Text(field) is not { } text)
        {
            return fallback;
        }

        if (words.TryGetValue(text, out var value))
        {
            return value;
        }

        Fault(field, $"'{field}' must be one of {string.Join(", ", words.Keys)}");
        return fallback;
    }

    public YamlFields? Map(string field, bool required = false)
    {
        switch (Node(field))
        {
            case YamlMappingNode map:
                return new YamlFields(map, _file, _faults);
            case null when !required:
                return null;
            case null:
                Fault(_map.Start, $"'{field}' is missing");
                return null;
            case var other:
                Fault(other.Start, $"'{field}' must be a mapping");
                return null;
        }
    }

    public IEnumerable<YamlNode> List(string field)
    {
        switch (Node(field))
        {
            case YamlSequenceNode list:
                return list.Children;
            case null:
                return [];
            case var other:
                Fault(other.Start, $"'{field}' must be a list");
                return [];
        }
    }

    public IReadOnlyList<YamlFields> Maps(string field)
    {
        var maps = new List<YamlFields>();
        foreach (var node in List(field))
        {
            if (node is YamlMappingNode map)
            {
                maps.Add(new YamlFields(map, _file, _faults));
            }
            else
            {
                Fault(node.Start, $"an entry of '{field}' must be a mapping");
            }
        }

        return maps;
    }

    public IReadOnlyList<string> Texts(string field)
    {
        var texts = new List<string>();
        foreach (var node in List(field))
        {
            if (node is YamlScalarNode { Value.Length: > 0 } scalar)
            {
                texts.Add(scalar.Value);
            }
            else
            {
                Fault(node.Start, $"an entry of '{field}' must be text");
            }
        }

        return texts;
    }

    /// <summary>All fields as text, for mappings whose keys are data.</summary>
    public IEnumerable<(string Name, string Value, Mark At)> Pairs()
    {
        foreach (var (key, value) in _map.Children)
        {
            if (key is YamlScalarNode { Value.Length: > 0 } name && value is YamlScalarNode { Value: not null } text)
            {
                _asked.Add(name.Value);
                yield return (name.Value, text.Value, value.Start);
            }
            else
            {
                Fault(value.Start, "must be a name with a text");
            }
        }
    }

    /// <summary>Faults every field nobody asked for: a misspelt condition would silently match more than was meant.</summary>
    public void RefuseOthers()
    {
        foreach (var key in _map.Children.Keys.Where(key => key is not YamlScalarNode { Value: { } name } || !_asked.Contains(name)))
        {
            Fault(key.Start, $"'{key}' is not a field here");
        }
    }
}
