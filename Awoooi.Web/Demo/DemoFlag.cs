using Awoooi.Core.Settings;

namespace Awoooi.Web.Demo;

/// <summary>Whether this start is a demo: <c>--demo</c>, and nowhere that is Production.</summary>
public static class DemoFlag
{
    private const string Word = "--demo";

    /// <summary>The environment of a demo where none is named; without it a nameless one would be Production.</summary>
    private const string EnvironmentName = "Demo";

    public static bool IsGiven(IReadOnlyList<string> args) => args.Contains(Word, StringComparer.Ordinal);

    /// <summary>The arguments for everybody else; the configuration would take the word after a bare switch for its value.</summary>
    /// <exception cref="StartException">The switch is written so that it would be overlooked.</exception>
    public static string[] Without(IReadOnlyList<string> args)
        => args.FirstOrDefault(word => word.StartsWith($"{Word}=", StringComparison.OrdinalIgnoreCase) || (word != Word && string.Equals(word, Word, StringComparison.OrdinalIgnoreCase))) is { } wrong
            ? throw new StartException($"{wrong} is not understood; write {Word}.")
            : [.. args.Where(word => word != Word)];

    /// <summary>The environment to start in; null leaves it to the host's own rules.</summary>
    public static string? EnvironmentOf(IReadOnlyList<string> args)
    {
        if (!IsGiven(args))
        {
            return null;
        }

        // In the host's own order: the framework's variable above the platform's, arguments above both.
        var named = new ConfigurationBuilder().AddEnvironmentVariables("DOTNET_").AddEnvironmentVariables("ASPNETCORE_").AddCommandLine(Without(args)).Build()[HostDefaults.EnvironmentKey];
        return string.IsNullOrEmpty(named) && Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST") is null ? EnvironmentName : null;
    }

    /// <summary>Whether to play the demo.</summary>
    /// <exception cref="StartException">This is Production.</exception>
    public static bool Allows(IReadOnlyList<string> args, IHostEnvironment environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return IsGiven(args) && (!environment.IsProduction()
            ? true
            : throw new StartException($"{Word} is refused in Production: it invents people, services and incidents. Start it elsewhere, or name another environment (DOTNET_ENVIRONMENT=Demo; in a cluster a nameless one counts as Production)."));
    }
}
