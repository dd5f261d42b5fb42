using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Approvals;

public sealed class ApprovalOptionsTests
{
    [Fact]
    public void Nothing_configured_keeps_the_default_policies()
    {
        var rules = Options().Value.ToRules();
        Assert.False(rules.OnePerson);
        Assert.Equal(SignaturePolicies.Default.Version, rules.Policies.Version);
    }

    [Fact]
    public void A_configured_threshold_replaces_the_default_of_its_risk_alone()
    {
        var rules = Options(("Policies:High:Thresholds:0:People", "3"), ("Policies:high:Thresholds:0:Commanders", "1"), ("OnePerson", "true")).Value.ToRules();
        Assert.True(rules.OnePerson);
        Assert.Equal(new Threshold(3, 1), Assert.Single(rules.Policies.For(RiskLevel.High).Thresholds));
        Assert.Equal(SignaturePolicies.Default.For(RiskLevel.Critical), rules.Policies.For(RiskLevel.Critical));
        Assert.NotEqual(SignaturePolicies.Default.Version, rules.Policies.Version);
    }

    [Theory]
    [InlineData("Policies:Severe:Rejections", "1", "Awoooi:Approvals:Policies:Severe is no risk; there are Low, Medium, High, Critical.")]
    [InlineData("Policies:2:Rejections", "1", "Awoooi:Approvals:Policies:2 is no risk; there are Low, Medium, High, Critical.")]
    [InlineData("Policies:Low:Thresholds:0:People", "0", "Awoooi:Approvals:Policies:Low:Thresholds:0:People must be from 1 to 10.")]
    [InlineData("Policies:Low:Thresholds:0:People", "11", "Awoooi:Approvals:Policies:Low:Thresholds:0:People must be from 1 to 10.")]
    [InlineData("Policies:Medium:Rejections", "0", "Awoooi:Approvals:Policies:Medium:Rejections must be from 1 to 5.")]
    [InlineData("Policies:High:BrowserPeople", "0", "Awoooi:Approvals:Policies:High:BrowserPeople must be from 1 to 1.")]
    [InlineData("Policies:Critical:BrowserPeople", "1", "Awoooi:Approvals:Policies:Critical:BrowserPeople must be from 2 to 2.")]
    public void A_wrong_policy_is_refused_by_the_name_of_its_key(string key, string value, string fault)
        => Assert.Contains(fault, Assert.Throws<OptionsValidationException>(() => Options((key, value)).Value).Failures);

    [Fact]
    public void Commanders_are_among_the_people()
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Options(("Policies:Low:Thresholds:0:People", "1"), ("Policies:Low:Thresholds:0:Commanders", "2")).Value);
        Assert.Equal("Awoooi:Approvals:Policies:Low:Thresholds:0:Commanders must be from 0 to its People.", Assert.Single(fault.Failures));
    }

    private static IOptions<ApprovalOptions> Options(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value))).Build();
        var services = new ServiceCollection();
        services.AddApprovalRules().Bind(configuration);
        return services.BuildServiceProvider().GetRequiredService<IOptions<ApprovalOptions>>();
    }
}
