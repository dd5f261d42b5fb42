namespace Awoooi.Tests.Faults;

/// <summary>One fault test at a time: each has an app and a PostgreSQL of its own to feed.</summary>
[CollectionDefinition(Name)]
public sealed class FaultsCollection
{
    public const string Name = "Faults";
}
