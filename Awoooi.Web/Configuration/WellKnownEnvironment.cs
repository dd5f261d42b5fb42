namespace Awoooi.Web.Configuration;

/// <summary>Maps the well-known environment names to configuration keys, below <c>Awoooi__…</c> names, and reads secrets from files (<c>…__File</c>).</summary>
internal sealed class WellKnownEnvironment : ConfigurationProvider, IConfigurationSource
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["WEBHOOK_SECRET"] = "Awoooi:Webhooks:Secret",
        ["DATABASE_URL"] = "Awoooi:Data:Connection",
        ["REDIS_URL"] = "Awoooi:Redis:Connection",
        ["AWOOOI_CLUSTER"] = "Awoooi:Cluster:Name",
        ["ALLOWED_NAMESPACES"] = "Awoooi:Automation:AllowedNamespaces",
        ["AUTOMATION_DRY_RUN"] = "Awoooi:Automation:DryRun",
        ["MAX_REPLICAS"] = "Awoooi:Automation:MaxReplicas",
    };

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        foreach (var (name, key) in Names)
        {
            if (Environment.GetEnvironmentVariable(name) is { Length: > 0 } value)
            {
                Data[key] = value;
            }
        }

        foreach (var entry in Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>())
        {
            var name = (string)entry.Key;
            if (name.StartsWith("Awoooi__", StringComparison.OrdinalIgnoreCase) && name.EndsWith("__File", StringComparison.OrdinalIgnoreCase) && entry.Value is string { Length: > 0 } path)
            {
                Data[name[..^"__File".Length].Replace("__", ":", StringComparison.Ordinal)] = File.ReadAllText(path).Trim();
            }
        }
    }
}
