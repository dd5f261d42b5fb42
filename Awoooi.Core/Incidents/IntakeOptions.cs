using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Incidents;

/// <summary>How alerts become incidents in this installation.</summary>
public sealed class IntakeOptions
{
    public const string Section = "Awoooi:Intake";

    /// <summary>A repeat of an alert within this time counts as a duplicate, 1 s to 1 day.</summary>
    public TimeSpan DuplicateWithin { get; set; } = IntakeWindows.Default.Duplicate;

    /// <summary>An incident that ended no longer ago is opened again, 0 to 1 day.</summary>
    public TimeSpan ReopenWithin { get; set; } = IntakeWindows.Default.Reopen;

    /// <summary>New incidents a minute of one source and namespace; more are a storm. 1 to 10000.</summary>
    public int StormAbove { get; set; } = StormLimits.Default.PerGroup;

    /// <summary>New incidents a minute of one source over all namespaces; more are a storm. 1 to 100000.</summary>
    public int SourceStormAbove { get; set; } = StormLimits.Default.PerSource;

    /// <summary>A storm to which nothing new came for so long is over, 1 s to 1 day.</summary>
    public TimeSpan StormQuiet { get; set; } = StormLimits.Default.Quiet;

    /// <summary>How long a delivery waits for its commit before its sender is told to come back, 100 ms to 5 min; Sentry itself waits one second.</summary>
    public TimeSpan Patience { get; set; } = IntakeLimits.Default.Patience;

    public IntakeLimits ToLimits() => IntakeLimits.Default with { Patience = Patience };

    public IntakeWindows ToWindows() => new(DuplicateWithin, ReopenWithin) { Storm = StormLimits.Default with { PerGroup = StormAbove, PerSource = SourceStormAbove, Quiet = StormQuiet } };
}

/// <summary>The intake area's part of the composition.</summary>
public static class IntakeRegistration
{
    /// <summary>Options that name every wrong key; the caller binds them.</summary>
    public static OptionsBuilder<IntakeOptions> AddIntakeRules(this IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>();
        return services.AddOptions<IntakeOptions>();
    }
}

/// <summary>Names every wrong key at once.</summary>
internal sealed class IntakeOptionsValidator : IValidateOptions<IntakeOptions>
{
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Most = TimeSpan.FromDays(1);

    public ValidateOptionsResult Validate(string? name, IntakeOptions options)
    {
        var faults = new List<string>();
        void Check(bool good, string key, string rule)
        {
            if (!good)
            {
                faults.Add($"{IntakeOptions.Section}:{key} {rule}.");
            }
        }

        Check(options.DuplicateWithin >= Least && options.DuplicateWithin <= Most, nameof(options.DuplicateWithin), "must be from 1 s to 1 day");
        Check(options.ReopenWithin >= TimeSpan.Zero && options.ReopenWithin <= Most, nameof(options.ReopenWithin), "must be from 0 to 1 day");
        Check(options.StormAbove is >= 1 and <= 10_000, nameof(options.StormAbove), "must be from 1 to 10000");
        Check(options.SourceStormAbove is >= 1 and <= 100_000, nameof(options.SourceStormAbove), "must be from 1 to 100000");
        Check(options.StormQuiet >= Least && options.StormQuiet <= Most, nameof(options.StormQuiet), "must be from 1 s to 1 day");
        Check(options.Patience >= TimeSpan.FromMilliseconds(100) && options.Patience <= TimeSpan.FromMinutes(5), nameof(options.Patience), "must be from 100 ms to 5 min");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
