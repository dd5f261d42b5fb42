using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Awoooi.Core.Alerts;
using Awoooi.Web;

namespace Awoooi.Tests.Architecture;

public sealed partial class LayoutTests
{
    /// <summary>Each folder may name those before it, and the leaves.</summary>
    private static readonly string[] Line = ["Alerts", "Incidents", "Plans", "Rca", "Trust", "Approvals", "Remediation", "Learning", "Terminal"];

    private static readonly string[] Leaves = ["Audit", "Autonomy", "Clusters", "Health", "Live", "People", "Settings", "Work"];

    private static readonly string[] ForbiddenFolders = ["Helpers", "Managers", "Common", "Utils", "Misc", "Models", "Services"];

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [Fact]
    public void Folders_of_core_only_look_down_the_line()
    {
        var wrong = from file in Sources("Awoooi.Core")
                    let folder = Path.GetRelativePath(Path.Combine(Root(), "Awoooi.Core"), file).Split(Path.DirectorySeparatorChar)[0]
                    from named in CoreNames().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value).Distinct()
                    where named != folder && !May(folder, named)
                    select $"{Path.GetRelativePath(Root(), file)} names {named}";

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_folder_of_core_has_its_place()
    {
        var folders = Directory.GetDirectories(Path.Combine(Root(), "Awoooi.Core")).Select(Path.GetFileName).Except(["bin", "obj"]);

        Assert.Subset(Line.Concat(Leaves).ToHashSet(StringComparer.Ordinal), folders.ToHashSet(StringComparer.Ordinal)!);
    }

    [Fact]
    public void Only_the_composition_root_of_web_names_infrastructure()
    {
        var wrong = Sources("Awoooi.Web").Where(file => Path.GetFileName(file) != "AwoooiApp.cs" && File.ReadAllText(file).Contains("Awoooi.Infrastructure", StringComparison.Ordinal));

        Assert.Empty(wrong.Select(file => Path.GetRelativePath(Root(), file)));
    }

    [Fact]
    public void Infrastructure_does_not_name_web()
        => Assert.DoesNotContain(Sources("Awoooi.Infrastructure"), file => File.ReadAllText(file).Contains("Awoooi.Web", StringComparison.Ordinal));

    [Fact]
    public void Core_references_the_base_library_and_extension_abstractions_only()
    {
        var wrong = typeof(Alert).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => !name.StartsWith("System", StringComparison.Ordinal) && !(name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) && (name.EndsWith(".Abstractions", StringComparison.Ordinal) || name == "Microsoft.Extensions.Options")));

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_folder_is_named_after_a_technique()
    {
        var wrong = new[] { "Awoooi.Core", "Awoooi.Infrastructure", "Awoooi.Web", "Awoooi.Tests" }
            .SelectMany(project => Directory.GetDirectories(Path.Combine(Root(), project), "*", SearchOption.AllDirectories))
            .Where(folder => !Built(folder) && ForbiddenFolders.Contains(Path.GetFileName(folder)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Program_only_dispatches()
        => Assert.InRange(File.ReadAllLines(Path.Combine(Root(), "Awoooi.Web", "Program.cs")).Length, 1, 30);

    [Fact]
    public void No_private_address_or_machine_path_is_in_the_repository()
    {
        var wrong = from file in Directory.GetFiles(Root(), "*", SearchOption.AllDirectories)
                    where !Built(file) && Texts.Contains(Path.GetExtension(file)) && Path.GetFileName(file) != "LayoutTests.cs"
                    from Match match in Private().Matches(File.ReadAllText(file))
                    select $"{Path.GetRelativePath(Root(), file)}: {match.Value}";

        Assert.Empty(wrong.Distinct());
    }

    [Fact]
    public void The_assemblies_under_test_are_the_shipped_ones()
        => Assert.Equal("Awoooi.Web", typeof(AwoooiApp).Assembly.GetCustomAttribute<AssemblyTitleAttribute>()?.Title);

    private static readonly HashSet<string> Texts = [".cs", ".razor", ".json", ".md", ".sh", ".yaml", ".yml", ".sql", ".css", ".js", ".props", ".targets", ".csproj", ".resx"];

    private static bool May(string folder, string named)
    {
        if (Array.IndexOf(Leaves, named) >= 0)
        {
            return Array.IndexOf(Leaves, folder) < 0;
        }

        var (here, there) = (Array.IndexOf(Line, folder), Array.IndexOf(Line, named));
        return here >= 0 && there >= 0 && there < here;
    }

    private static IEnumerable<string> Sources(string project)
        => Directory.GetFiles(Path.Combine(Root(), project), "*", SearchOption.AllDirectories).Where(file => !Built(file) && Path.GetExtension(file) is ".cs" or ".razor" && !Built(file));

    private static bool Built(string path)
    {
        var parts = Path.GetRelativePath(Root(), path).Split(Path.DirectorySeparatorChar);
        return parts.Any(part => part is "bin" or "obj" or ".git" or "node_modules" or "artifacts" or "_framework" or ".vs");
    }

    [GeneratedRegex(@"Awoooi\.Core\.([A-Z]\w+)")]
    private static partial Regex CoreNames();

    [GeneratedRegex(@"(?<![\d.])(192\.168\.\d+\.\d+|10\.\d+\.\d+\.\d+(?!\w)|172\.(1[6-9]|2\d|3[01])\.\d+\.\d+)(?![\d.]*"" />)|/work/(main|wt|shared)|/root/\w")]
    private static partial Regex Private();
}
