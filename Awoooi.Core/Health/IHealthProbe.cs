namespace Awoooi.Core.Health;

/// <summary>One thing that AWOOOI needs or uses.</summary>
/// <param name="Name">Slug, for example <c>database</c>.</param>
/// <param name="Ok">False: it does not work now.</param>
/// <param name="Detail">What was seen, or the fix in one line when it is not ok.</param>
/// <param name="Required">Whether the app is not ready without it.</param>
public sealed record HealthCheck(string Name, bool Ok, string Detail, TimeSpan Took, bool Required)
{
    /// <summary>Key of <see cref="Detail"/> for pages that speak other languages, and the values that go into it; null where only the English exists.</summary>
    public Finding? Finding { get; init; }

    /// <summary>It is not configured: neither well nor ill.</summary>
    public bool Absent { get; init; }
}

/// <summary>A sentence by its key, for example <c>right.missing</c>.</summary>
public sealed record Finding(string Key, params IReadOnlyList<string> Values);

/// <summary>Looks at one dependency; never throws for a dependency that is away.</summary>
public interface IHealthProbe
{
    Task<HealthCheck> CheckAsync(CancellationToken cancel);
}
