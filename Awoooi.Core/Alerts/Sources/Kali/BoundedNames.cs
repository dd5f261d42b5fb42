using System.Xml;

namespace Awoooi.Core.Alerts.Sources.Kali;

/// <summary>Element and attribute names of one document. The reader keeps each for ever, so a document of nothing but names must end early.</summary>
internal sealed class BoundedNames : XmlNameTable
{
    private const int Most = 2_000;

    private readonly NameTable _names = new();
    private int _count;

    public override string Add(char[] array, int offset, int length) => _names.Get(array, offset, length) ?? Counted(_names.Add(array, offset, length));

    public override string Add(string array) => _names.Get(array) ?? Counted(_names.Add(array));

    public override string? Get(char[] array, int offset, int length) => _names.Get(array, offset, length);

    public override string? Get(string array) => _names.Get(array);

    private string Counted(string name) => ++_count <= Most ? name : throw new XmlException($"It holds more than {Most} different names.");
}
