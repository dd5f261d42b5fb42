namespace Awoooi.Core.Trust;

/// <summary>Every way a decision can be shaped; pages put these into words.</summary>
public enum TrustReasonCode
{
    // What set the risk.
    OperationFloor,
    VerdictRisk,
    WritesData,
    DestroysData,
    InjectionSuspected,
    UngroundedAnswer,
    LowConfidence,
    MostPodsTouched,
    BlastRadiusUnknown,
    ErrorBudgetExhausted,
    CriticalNamespace,
    GitOpsRestart,
    TrustLoweredRisk,

    // What lifted a catalogue verdict of "approve".
    StandingOrderApplies,
    TrustLiftsCatalogue,

    // What stands against running alone.
    RiskNotLow,
    CatalogueAsks,
    NamespaceSuggests,
    NamespaceUnknown,
    SwitchAsking,
    SwitchPaused,
    TestAlert,
    SymptomNotObserved,
    DataStoreTarget,
    ChangeFreeze,
    StandingOrderVoid,
    SamplesMissing,

    // What leaves it to people altogether.
    NothingToExecute,
    CatalogueManual,
    MonitoringBlind,
    OtherCluster,
    NamespaceNotAllowed,
    OperationNotAllowed,
    PeopleOnlyOperation,
    GitOpsOwned,
    NamespaceObserves,
}

/// <summary>One step that shaped a decision, with the values its sentence needs.</summary>
public sealed record TrustReason(TrustReasonCode Code, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>It raised, lowered or set the risk.</summary>
    public bool ShapesRisk => Code <= TrustReasonCode.TrustLoweredRisk;

    /// <summary>It belongs under "Not automatic because".</summary>
    public bool PreventsAutomatic => Code >= TrustReasonCode.RiskNotLow;

    public static TrustReason Of(TrustReasonCode code, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            named[name] = value;
        }

        return new TrustReason(code, named);
    }
}
