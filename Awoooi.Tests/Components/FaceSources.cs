using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Awoooi.Tests.Components;

/// <summary>The face as it is written down: components, styles and texts in the repository.</summary>
internal static partial class FaceSources
{
    public static string Web { get; } = Path.Combine(Root(), "Awoooi.Web");

    /// <summary>Pages and components people see; the component gallery of developers is not one.</summary>
    public static IEnumerable<(string Name, string Text)> Components()
        => Files("Components", "*.razor").Where(file => !file.Name.StartsWith("Components/Dev/", StringComparison.Ordinal));

    public static IEnumerable<(string Name, string Text)> Styles()
        => Files("Components", "*.css").Concat(Files("wwwroot/css", "*.css"));

    public static IEnumerable<(string Name, string Text)> Scripts()
        => Files("Components", "*.js").Concat(Files("wwwroot/js", "*.js"));

    public static IEnumerable<string> TextAreas()
        => Directory.EnumerateFiles(Path.Combine(Web, "Resources"), "*.zh-Hant-TW.resx").Select(file => Path.GetFileName(file).Split('.')[0]).Order();

    public static Dictionary<string, string> Texts(string area, bool chinese)
        => XDocument.Load(Path.Combine(Web, "Resources", area + (chinese ? ".zh-Hant-TW" : "") + ".resx")).Root!
            .Elements("data").ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value);

    /// <summary>Words in <paramref name="razor"/> that a person would read and no resource holds.</summary>
    public static IReadOnlyList<string> StrayWords(string razor)
    {
        var spoken = SpokenAttribute().Matches(Markup(razor)).Select(found => found.Groups[1].Value);
        var markup = Quoted().Replace(Lookup().Replace(Markup(razor), "L"), "\"\"");
        markup = Tag().Replace(markup, " ");
        markup = Parenthesised(markup);
        markup = Expression().Replace(markup, " ");
        markup = Statement().Replace(markup, " ");
        return [.. Word().Matches(string.Join(' ', spoken.Append(markup))).Select(word => word.Value).Where(word => word is not ("AWOOOI" or "EN"))];
    }

    private static string Markup(string razor)
        => Directive().Replace(Comment().Replace(CodeBlock().Replace(razor, ""), ""), "");

    /// <summary>Takes out what stands in balanced parentheses: conditions, arguments, explicit expressions.</summary>
    private static string Parenthesised(string text)
    {
        while (Innermost().IsMatch(text))
        {
            text = Innermost().Replace(text, "");
        }

        return text;
    }

    private static IEnumerable<(string Name, string Text)> Files(string folder, string pattern)
        => Directory.EnumerateFiles(Path.Combine(Web, folder), pattern, SearchOption.AllDirectories)
            .Order()
            .Select(file => (Path.GetRelativePath(Web, file).Replace('\\', '/'), File.ReadAllText(file)));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Awoooi.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(@"^@code\s*\{.*\z", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^@(page|layout|using|inject|inherits|implements|attribute|typeparam|rendermode|namespace)\b.*$|<!DOCTYPE[^>]*>", RegexOptions.Multiline)]
    private static partial Regex Directive();

    [GeneratedRegex(@"\bL\[\$?""[^""]*""[^\]]*\]")]
    private static partial Regex Lookup();

    [GeneratedRegex(@"(?:\b(?:title|placeholder|alt|aria-label)|\b(?:Title|Label|Heading|Text|Lead|Line|Hint|Effect|Busy))=""([^""@]*)""")]
    private static partial Regex SpokenAttribute();

    [GeneratedRegex(@"""[^""\n]*""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"</?[A-Za-z][^<>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\([^()]*\)")]
    private static partial Regex Innermost();

    [GeneratedRegex(@"@[A-Za-z_][\w.!?]*(\[[^\]]*\][\w.!?]*)*")]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(if|else|foreach|for|switch|break;|(case|var|default)\b[^\n]*)")]
    private static partial Regex Statement();

    [GeneratedRegex(@"[\p{L}]{2,}")]
    private static partial Regex Word();
}
