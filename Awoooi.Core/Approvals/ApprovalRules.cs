using Awoooi.Core.Alerts;
using Awoooi.Core.Plans;

namespace Awoooi.Core.Approvals;

/// <summary>The numbers that approvals go by.</summary>
public sealed record ApprovalRules
{
    public const int MostExtensions = 10;

    public static TimeSpan Extension { get; } = TimeSpan.FromMinutes(15);

    /// <summary>A signature with a Commander's weight on High, and any on Critical, needs a step-up this young.</summary>
    public static TimeSpan StepUpAge { get; } = TimeSpan.FromMinutes(5);

    /// <summary>An account changed more recently cannot decide High or Critical.</summary>
    public static TimeSpan AccountAge { get; } = TimeSpan.FromHours(24);

    /// <summary>Between the signature on a medium risk and its start.</summary>
    public static TimeSpan UndoWindow { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Between a one-person signature and its start.</summary>
    public static TimeSpan CoolOff { get; } = TimeSpan.FromSeconds(60);

    public const int LongestReason = 1000;

    public SignaturePolicies Policies { get; init; } = SignaturePolicies.Default;

    /// <summary>For solo operators: one Commander may decide everything, also what he proposed, with a cool-off and a step-up, marked on the record.</summary>
    public bool OnePerson { get; init; }

    /// <summary>When the installation was set up; within its first <see cref="AccountAge"/> young accounts may decide. Read from the database with each act.</summary>
    public DateTimeOffset InstalledAt { get; init; } = DateTimeOffset.MinValue;

    public bool IsNewInstallation(DateTimeOffset now) => now - InstalledAt < AccountAge;

    public static TimeSpan ExpiresAfter(Priority priority) => priority switch
    {
        Priority.P0 => TimeSpan.FromMinutes(15),
        Priority.P1 => TimeSpan.FromMinutes(30),
        _ => TimeSpan.FromHours(2),
    };
}
