namespace Awoooi.Infrastructure.Simulator.Patching;

/// <summary>The patch formats the simulated API server takes; server-side apply is not among them.</summary>
internal enum PatchKind
{
    Json,
    Merge,
    Strategic,
}
