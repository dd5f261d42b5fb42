using System.Reflection;
using Awoooi.Core.Rca.Rules;

namespace Awoooi.Infrastructure.Rules;

/// <summary>The rule set, or every fault that keeps it from being one.</summary>
public sealed record LoadedRules(RuleSet? Rules, IReadOnlyList<RuleFault> Faults);

/// <summary>
/// Puts the rules that ship with the product and those of an override folder together: a file of the same name replaces the whole
/// file, a rule of the same id replaces that rule.
/// </summary>
public static class RuleLoader
{
    private const string Prefix = "Awoooi.Infrastructure.Rules.";

    public static LoadedRules Load(string? folder)
    {
        var shipped = Shipped();
        if (string.IsNullOrWhiteSpace(folder))
        {
            return Combine(shipped, []);
        }

        try
        {
            var own = Directory.EnumerateFiles(folder).Where(path => Path.GetExtension(path) is ".yaml" or ".yml").Order(StringComparer.Ordinal);
            return Combine(shipped, [.. own.Select(path => new RuleFile(Path.GetFileName(path), File.ReadAllText(path)))]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new LoadedRules(null, [new RuleFault(folder, 1, 1, $"cannot be read: {error.Message}")]);
        }
    }

    public static LoadedRules Combine(IReadOnlyList<RuleFile> shipped, IReadOnlyList<RuleFile> own)
    {
        var replaced = own.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        var shippedContent = shipped.Where(file => !replaced.Contains(file.Name)).Select(RuleFileReader.Read).ToList();
        var ownContent = own.Select(RuleFileReader.Read).ToList();
        var faults = shippedContent.Concat(ownContent).SelectMany(content => content.Faults)
            .Concat(Repeated(shippedContent)).Concat(Repeated(ownContent))
            .OrderBy(fault => fault.File, StringComparer.Ordinal).ThenBy(fault => fault.Line).ThenBy(fault => fault.Column)
            .ToList();
        if (faults.Count > 0)
        {
            return new LoadedRules(null, faults);
        }

        var ownRules = ownContent.SelectMany(content => content.Rules).Select(placed => placed.Rule).ToList();
        var ownIds = ownRules.Select(rule => rule.Id).ToHashSet(StringComparer.Ordinal);
        var kept = shippedContent.SelectMany(content => content.Rules).Select(placed => placed.Rule).Where(rule => !ownIds.Contains(rule.Id));
        return new LoadedRules(new RuleSet(kept.Concat(ownRules)), []);
    }

    internal static IReadOnlyList<RuleFile> Shipped()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".yaml", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new RuleFile(name[Prefix.Length..], Read(assembly, name)))];
    }

    private static IEnumerable<RuleFault> Repeated(IEnumerable<RuleFileContent> contents)
        => contents.SelectMany(content => content.Rules)
            .GroupBy(placed => placed.Rule.Id, StringComparer.Ordinal)
            .SelectMany(group => group.Skip(1).Select(placed => new RuleFault(placed.File, placed.Line, placed.Column, $"the id '{group.Key}' is already in {group.First().File}:{group.First().Line}")));

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
