namespace Awoooi.Web.Components.Nexus;

/// <summary>The first run as one viewer sees it; <paramref name="Run"/> is null once it is over.</summary>
public sealed record FirstRunView(FirstRunModel? Run);
