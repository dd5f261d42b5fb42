using Awoooi.Core.Remediation;

namespace Awoooi.Tests.Remediation;

public sealed class AutomationOptionsTests
{
    [Fact]
    public void The_defaults_are_valid()
        => Assert.True(Validate(new AutomationOptions { AllowedNamespaces = "shop, payments" }).Succeeded);

    [Fact]
    public void Every_wrong_key_is_named_at_once()
    {
        var faults = Validate(new AutomationOptions { AllowedNamespaces = "Shop", MaxReplicas = 0, LookEvery = TimeSpan.Zero, StableFor = TimeSpan.FromMinutes(6) }).Failures!.ToList();

        Assert.Equal(4, faults.Count);
        Assert.All(["AllowedNamespaces", "MaxReplicas", "LookEvery", "StableFor"], key => Assert.Contains(faults, fault => fault.StartsWith($"Awoooi:Automation:{key} ", StringComparison.Ordinal)));
    }

    private static Microsoft.Extensions.Options.ValidateOptionsResult Validate(AutomationOptions options) => new AutomationOptionsValidator().Validate(null, options);
}
