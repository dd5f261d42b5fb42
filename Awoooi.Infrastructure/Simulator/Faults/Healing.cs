namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>What makes a fault go away.</summary>
public abstract record Healing
{
    private Healing()
    {
    }

    /// <summary>Nothing helps while the fault is attached.</summary>
    public static Healing Never { get; } = new Nothing();

    /// <summary>Pods made after the fault appeared are well: an eviction or a restart helps.</summary>
    public static Healing WhenReplaced { get; } = new Replacement();

    /// <summary>The repair makes it worse: once any pod was replaced, every pod of the workload is affected; before that only the number of pods given.</summary>
    public static Healing WorseWhenReplaced { get; } = new Aggravation();

    /// <summary>Pods of this revision are well: a rollback to it helps.</summary>
    public static Healing AtRevision(long revision) => new Revision(revision);

    internal sealed record Nothing : Healing;

    internal sealed record Replacement : Healing;

    internal sealed record Aggravation : Healing;

    internal sealed record Revision(long Number) : Healing;
}
