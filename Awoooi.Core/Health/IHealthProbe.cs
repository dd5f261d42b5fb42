namespace Awoooi.Core.Health;

/// <summary>One thing that AWOOOI needs or uses.</summary>
/// <param name="Name">Slug, for example <c>database</c>.</param>
/// <param name="Ok">False: it does not work now.</param>
/// <param name="Detail">What was seen, or the fix in one line when it is not ok.</param>
/// <param name="Required">Whether the app is not ready without it.</param>
public sealed record HealthCheck(string Name, bool Ok, string Detail, TimeSpan Took, bool Required);

/// <summary>Looks at one dependency; never throws for a dependency that is away.</summary>
public interface IHealthProbe
{
    Task<HealthCheck> CheckAsync(CancellationToken cancel);
}
