using Awoooi.Core.Terminal;

namespace Awoooi.Web.Components.Terminal;

/// <summary>One line and what it was answered with.</summary>
/// <param name="Answer">Null while it is worked on.</param>
public sealed record TerminalEntry(int Number, string Line, TerminalAnswer? Answer);

/// <summary>What was asked and answered since the page was loaded; it outlives a walk to another page. One per circuit.</summary>
public sealed class TerminalSession
{
    /// <summary>Answers and lines that are kept; the oldest go first.</summary>
    public const int Most = 50;

    private readonly List<TerminalEntry> _entries = [];
    private readonly List<string> _lines = [];
    private int _last;

    public IReadOnlyList<TerminalEntry> Entries => _entries;

    /// <summary>Lines for recall, the newest last; a repeat is kept once.</summary>
    public IReadOnlyList<string> Lines => _lines;

    public TerminalEntry Begin(string line)
    {
        var entry = new TerminalEntry(++_last, line, null);
        Keep(_entries, entry);
        if (_lines.Count == 0 || _lines[^1] != line)
        {
            Keep(_lines, line);
        }

        return entry;
    }

    /// <summary>Puts the answer where the entry stands; an entry that is gone stays gone.</summary>
    public void Put(int number, TerminalAnswer? answer)
    {
        var at = _entries.FindIndex(entry => entry.Number == number);
        if (at >= 0)
        {
            _entries[at] = _entries[at] with { Answer = answer };
        }
    }

    public void Remove(int number) => _entries.RemoveAll(entry => entry.Number == number);

    private static void Keep<T>(List<T> list, T item)
    {
        list.Add(item);
        if (list.Count > Most)
        {
            list.RemoveAt(0);
        }
    }
}
