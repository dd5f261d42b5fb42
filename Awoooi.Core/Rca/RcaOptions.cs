namespace Awoooi.Core.Rca;

/// <summary>How evidence is collected.</summary>
public sealed class RcaOptions
{
    public const string Section = "Awoooi:Rca";

    /// <summary>Deadline of each single read; 100 ms to 60 s, default 3 s.</summary>
    public TimeSpan CollectorDeadline { get; set; } = TimeSpan.FromSeconds(3);
}
