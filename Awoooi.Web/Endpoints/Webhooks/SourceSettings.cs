using System.Collections.Concurrent;
using Awoooi.Web.Configuration;
using Microsoft.Extensions.Primitives;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>What configuration says about one source; no keys of its own means the shared ones.</summary>
internal sealed record SourceSetting(IReadOnlyList<string> Keys, bool TrustedForPaging, bool TrustedForTests);

/// <summary>Settings of the sources, read once and again after configuration changed: looking them up costs more than checking a key.</summary>
internal sealed class SourceSettings : IDisposable
{
    private readonly IConfiguration _configuration;
    private readonly IDisposable _changes;
    private volatile ConcurrentDictionary<string, SourceSetting> _known = Empty();

    public SourceSettings(IConfiguration configuration)
    {
        _configuration = configuration;
        _changes = ChangeToken.OnChange(configuration.GetReloadToken, () => _known = Empty());
    }

    /// <param name="source">A name of the closed list of sources.</param>
    public SourceSetting Of(string source) => _known.GetOrAdd(source, Read);

    public void Dispose() => _changes.Dispose();

    /// <summary>Keys that configuration writes separated by commas.</summary>
    public static string[] Keys(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private SourceSetting Read(string source)
    {
        var section = _configuration.GetSection($"{WebhookOptions.Section}:{source}");
        return new SourceSetting(Keys(section["Secret"] ?? ""), section.GetValue("TrustedForPaging", true), section.GetValue("TrustedForTests", false));
    }

    private static ConcurrentDictionary<string, SourceSetting> Empty() => new(StringComparer.Ordinal);
}
