namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>One way for pods to be broken, with the words the cluster uses for it.</summary>
public sealed record PodFault
{
    private PodFault(PodFaultKind kind) => Kind = kind;

    public static PodFault OutOfMemory { get; } = new(PodFaultKind.Crash)
    {
        ExitCode = 137,
        Reason = "OOMKilled",
        LastWords = ["INFO  heap 94% of limit, collecting", "WARN  allocation of 33554432 bytes took 812 ms", "INFO  heap 99% of limit, collecting"],
    };

    public static PodFault NotReady { get; } = new(PodFaultKind.NotReady)
    {
        Message = "Readiness probe failed: HTTP probe failed with statuscode: 503",
        LastWords = ["WARN  health: database ping timed out after 1000 ms", "INFO  GET /healthz/ready 503 1002 ms"],
    };

    public static PodFault NeverStarts { get; } = new(PodFaultKind.NeverStarts) { Reason = "ContainerCreating" };

    public PodFaultKind Kind { get; }

    public int ExitCode { get; private init; }

    /// <summary>The reason in the container's state ("OOMKilled", "ErrImagePull", ...).</summary>
    public string Reason { get; private init; } = "Error";

    public string? Message { get; private init; }

    /// <summary>The last log lines before the end.</summary>
    public IReadOnlyList<string> LastWords { get; init; } = [];

    public static PodFault Crash(int exitCode = 1, params string[] lastWords) => new(PodFaultKind.Crash)
    {
        ExitCode = exitCode,
        LastWords = lastWords.Length > 0 ? lastWords : ["ERROR unhandled exception: connection to database refused", "FATAL exiting"],
    };

    public static PodFault ImageMissing() => Pull("not found");

    public static PodFault RegistryRefuses() => Pull("failed to authorize: failed to fetch anonymous token: unexpected status: 401 Unauthorized");

    public static PodFault RegistryDown() => Pull("failed to do request: dial tcp 192.0.2.30:443: connect: connection refused");

    public static PodFault MissingConfigMap(string name) => new(PodFaultKind.MissingConfig) { Reason = "CreateContainerConfigError", Message = $"configmap \"{name}\" not found" };

    public static PodFault MissingSecret(string name) => new(PodFaultKind.MissingConfig) { Reason = "CreateContainerConfigError", Message = $"secret \"{name}\" not found" };

    public static PodFault NoRoomFor(string resource) => Unschedulable($"Insufficient {resource}");

    public static PodFault UntoleratedTaint() => Unschedulable("node(s) had untolerated taint(s)");

    public static PodFault UnboundClaim() => Unschedulable("pod has unbound immediate PersistentVolumeClaims");

    private static PodFault Pull(string why) => new(PodFaultKind.ImagePull) { Reason = "ErrImagePull", Message = why };

    private static PodFault Unschedulable(string why) => new(PodFaultKind.Unschedulable) { Reason = "Unschedulable", Message = why };
}
