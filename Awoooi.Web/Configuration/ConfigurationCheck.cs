using Awoooi.Core.Settings;
using Microsoft.Extensions.Options;

namespace Awoooi.Web.Configuration;

/// <summary>All configuration is judged at once, before anything listens.</summary>
internal static class ConfigurationCheck
{
    /// <exception cref="StartException">One line for each wrong key.</exception>
    public static void Validate(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException fault)
        {
            throw Refused(fault.Failures);
        }
        catch (AggregateException faults)
        {
            throw Refused(faults.Flatten().InnerExceptions.SelectMany(fault => fault is OptionsValidationException wrong ? wrong.Failures : [fault.Message]));
        }
    }

    private static StartException Refused(IEnumerable<string> failures) => new(string.Join('\n', (IEnumerable<string>)["The configuration is wrong:", .. failures.Select(failure => $"  {failure}")]));
}
