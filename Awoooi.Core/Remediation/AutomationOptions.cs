using Microsoft.Extensions.Options;

namespace Awoooi.Core.Remediation;

/// <summary>What bounds repairs in this installation; limits per namespace are kept in the database.</summary>
public sealed class AutomationOptions
{
    public const string Section = "Awoooi:Automation";

    /// <summary>Namespaces that may be repaired from the first start on, separated by commas; later ones are added on the automation page.</summary>
    public string AllowedNamespaces { get; set; } = "";

    /// <summary>Everything but the change itself.</summary>
    public bool DryRun { get; set; }

    /// <summary>Replicas that no scaling goes beyond, 1 to 1000.</summary>
    public int MaxReplicas { get; set; } = 10;

    /// <summary>How long an approved repair may wait for its turn before it is given up, 1 s to 1 h.</summary>
    public TimeSpan StartWithin { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Time between two looks at a running repair, 50 ms to 1 min.</summary>
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a workload must stay ready to count as healthy, 0 to 10 min and below the window.</summary>
    public TimeSpan StableFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Within which time a workload must have become healthy, up to 1 h; rollouts of many pods get what their operation says below.</summary>
    public TimeSpan HealthyWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The same for restarts and rollbacks of a whole workload; null takes <see cref="HealthyWithin"/>.</summary>
    public TimeSpan? RolloutHealthyWithin { get; set; }

    /// <summary>Least time an alert gets to clear, up to 1 day; thrice its observed delivery interval when that is longer.</summary>
    public TimeSpan AlertClearsWithin { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>After so long a request without an answer can no longer arrive, 1 s to 10 min; API servers give requests up after a minute.</summary>
    public TimeSpan LateRequests { get; set; } = TimeSpan.FromSeconds(90);

    public IReadOnlyList<string> Namespaces => AllowedNamespaces.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>Names every wrong key at once.</summary>
internal sealed class AutomationOptionsValidator : IValidateOptions<AutomationOptions>
{
    private const int LongestNamespace = 63;

    public ValidateOptionsResult Validate(string? name, AutomationOptions options)
    {
        var faults = new List<string>();
        void Check(bool good, string key, string rule)
        {
            if (!good)
            {
                faults.Add($"{AutomationOptions.Section}:{key} {rule}.");
            }
        }

        Check(options.Namespaces.All(IsNamespace), nameof(options.AllowedNamespaces), "must be namespace names separated by commas");
        Check(options.MaxReplicas is >= 1 and <= 1000, nameof(options.MaxReplicas), "must be from 1 to 1000");
        Check(Within(options.StartWithin, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), nameof(options.StartWithin), "must be from 1 s to 1 h");
        Check(Within(options.LookEvery, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1)), nameof(options.LookEvery), "must be from 50 ms to 1 min");
        Check(Within(options.HealthyWithin, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), nameof(options.HealthyWithin), "must be from 1 s to 1 h");
        Check(options.RolloutHealthyWithin is not { } rollout || Within(rollout, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1)), nameof(options.RolloutHealthyWithin), "must be from 1 s to 1 h");
        Check(Within(options.StableFor, TimeSpan.Zero, TimeSpan.FromMinutes(10)) && options.StableFor < options.HealthyWithin && !(options.StableFor >= options.RolloutHealthyWithin), nameof(options.StableFor), "must be from 0 to 10 min and less than HealthyWithin");
        Check(Within(options.AlertClearsWithin, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)), nameof(options.AlertClearsWithin), "must be from 1 s to 1 day");
        Check(Within(options.LateRequests, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), nameof(options.LateRequests), "must be from 1 s to 10 min");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool Within(TimeSpan value, TimeSpan least, TimeSpan most) => value >= least && value <= most;

    private static bool IsNamespace(string text)
        => text.Length <= LongestNamespace && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') && text[0] != '-' && text[^1] != '-';
}
