namespace Awoooi.Web.Components.Shared;

/// <summary>One service in a strip or matrix.</summary>
/// <param name="Detail">What stands beside the state word, such as p95 or the error ratio.</param>
/// <param name="New">It went down since the last look, which a person should notice.</param>
public sealed record ServiceOrb(string Name, OrbState State, string? Detail = null, bool New = false, string? Namespace = null);
