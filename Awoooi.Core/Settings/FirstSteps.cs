namespace Awoooi.Core.Settings;

/// <summary>What connects a new installation, in the order of the page.</summary>
public enum FirstStep
{
    TestAlert,
    MonitoringSource,
    Cluster,
    SecondSigner,
    NamespaceMode,
}

/// <summary>Which steps the facts show as done. Nobody ticks a step: it is done when it works, and undone when it no longer does.</summary>
public sealed record FirstSteps
{
    /// <summary>Critical decisions need two people.</summary>
    private const int SignersNeeded = 2;

    /// <summary>Anybody with the key can post a standard payload by hand; that connects nothing that will speak at night.</summary>
    private const string ByHand = "standard";

    private readonly bool _ended;

    private FirstSteps(FirstRunFacts facts, IReadOnlyList<FirstStep> done)
        => (_ended, MayEnd, Folded, Done) = (facts.EndedAt is not null, facts.Heard.Count > 0 && facts.EndedAt is null, facts.InUse, done);

    public static IReadOnlyList<FirstStep> All { get; } = Enum.GetValues<FirstStep>();

    public IReadOnlyList<FirstStep> Done { get; }

    /// <summary>The first that is not done; null when all are.</summary>
    public FirstStep? Current => All.Where(step => !Done.Contains(step)).Select(step => (FirstStep?)step).FirstOrDefault();

    public bool Complete => Done.Count == All.Count;

    /// <summary>Whether the page leads with the steps.</summary>
    public bool Shown => !_ended && !Complete;

    /// <summary>Whether the steps take one line only: once incidents come, they lead the page.</summary>
    public bool Folded { get; }

    /// <summary>Whether a person may put the steps away: not before any source was heard, since a quiet page would then mean nothing.</summary>
    public bool MayEnd { get; }

    public static FirstSteps Of(FirstRunFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return new FirstSteps(facts, [.. All.Where(step => IsDone(step, facts))]);
    }

    private static bool IsDone(FirstStep step, FirstRunFacts facts) => step switch
    {
        FirstStep.TestAlert => facts.LastTest is { Whole: true },
        FirstStep.MonitoringSource => facts.Heard.Any(source => source != ByHand),
        FirstStep.Cluster => facts.Cluster is { Answers: true, Missing: 0 },
        FirstStep.SecondSigner => facts.Signers >= SignersNeeded,
        FirstStep.NamespaceMode => facts.AllowedNamespaces > 0,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };
}
