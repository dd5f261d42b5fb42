using System.Collections.Frozen;
using System.Text.Json;

namespace Awoooi.Core.Alerts.Catalogue;

/// <summary>Priority, category and automation verdict by alert name; shipped with the product, extendable by an override of the same shape.</summary>
public sealed class AlertCatalogue
{
    private const string Resource = "Awoooi.Core.Alerts.Catalogue.catalogue.json";

    private readonly FrozenDictionary<string, CatalogueEntry> _entries;

    private AlertCatalogue(Dictionary<string, CatalogueEntry> entries) => _entries = entries.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <summary>The shipped catalogue.</summary>
    /// <exception cref="CatalogueException">The shipped file is broken.</exception>
    public static AlertCatalogue Shipped() => new(ShippedEntries());

    /// <summary>The shipped catalogue with the entries of <paramref name="overrides"/> laid over it.</summary>
    /// <exception cref="CatalogueException">Names every fault of the override at once.</exception>
    public static AlertCatalogue With(string overrides)
    {
        ArgumentNullException.ThrowIfNull(overrides);
        var entries = ShippedEntries();
        foreach (var (name, entry) in CatalogueReader.Read(overrides, "catalogue override"))
        {
            entries[name] = entry;
        }

        return new AlertCatalogue(entries);
    }

    public CatalogueEntry Find(string alertType) => _entries.GetValueOrDefault(alertType, CatalogueEntry.Unknown);

    public bool Knows(string alertType) => _entries.ContainsKey(alertType);

    private static Dictionary<string, CatalogueEntry> ShippedEntries()
    {
        using var stream = typeof(AlertCatalogue).Assembly.GetManifestResourceStream(Resource)
            ?? throw new CatalogueException($"The assembly lacks the resource {Resource}.");
        using var reader = new StreamReader(stream);
        return CatalogueReader.Read(reader.ReadToEnd(), "shipped catalogue");
    }
}

/// <summary>A catalogue file that cannot be used; the message names every fault.</summary>
public sealed class CatalogueException : Exception
{
    public CatalogueException()
    {
    }

    public CatalogueException(string message)
        : base(message)
    {
    }

    public CatalogueException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
