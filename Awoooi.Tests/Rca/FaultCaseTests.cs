using Awoooi.Core.Plans;
using Awoooi.Core.Rca;
using Awoooi.Core.Rca.Rules;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Rca;

public sealed class FaultCaseTests
{
    private static readonly Dictionary<string, FaultCase> Cases = FaultCases.All.ToDictionary(item => item.Name);

    public static TheoryData<string, bool> Named()
    {
        var data = new TheoryData<string, bool>();
        foreach (var name in Cases.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void A_fault_gets_its_cause_and_remedy_whatever_the_neighbours_do(string name, bool bystanders)
    {
        var expected = Cases[name];
        var scenario = expected.Build();
        if (bystanders)
        {
            scenario.WithBystanders();
        }

        var verdict = scenario.Judge();

        Assert.Equal((expected.Cause, expected.Operation, expected.Pod), (verdict.Cause, verdict.Operation, verdict.Pod));
        Assert.True(verdict.Cites.Count > 0 || verdict.Cause == CauseSlugs.NotEnoughEvidence);
        Assert.NotEmpty(verdict.RootCauseZh);
        Assert.DoesNotContain('{', verdict.RootCause + verdict.RootCauseZh + verdict.Runbook + verdict.RunbookZh);
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void No_operation_touches_anything_healthy_or_anybody_else(string name, bool bystanders)
    {
        var scenario = Cases[name].Build();
        if (bystanders)
        {
            scenario.WithBystanders();
        }

        var verdict = scenario.Judge();
        if (verdict.Operation == Operation.Manual)
        {
            return;
        }

        Assert.Equal(scenario.Workload!.Ref, verdict.Workload);
        if (verdict.Pod is { } pod)
        {
            Assert.False(Assert.Single(scenario.Pods, item => item.Name == pod).Ready);
        }

        // Only figures of the alert may speak for a workload whose replicas are all ready, and then a person signs.
        Assert.True(scenario.Workload.ReadyReplicas < scenario.Workload.DesiredReplicas || verdict.Risk >= RiskLevel.Medium);
        Assert.True(verdict.SymptomObserved || verdict.Risk >= RiskLevel.Medium);
    }

    [Theory]
    [MemberData(nameof(Named))]
    public void Citations_speak_about_the_victim_only(string name, bool bystanders)
    {
        var scenario = Cases[name].Build();
        if (bystanders)
        {
            scenario.WithBystanders();
        }

        var (pack, subject) = scenario.Collect();
        var verdict = new RuleEngine(FaultScenario.Shipped).Judge(pack, subject);

        Assert.All(verdict.Cites.Concat(verdict.Alternatives.SelectMany(other => other.Cites)), id => Assert.True(subject.Covers(pack.Find(id)!.Subject)));
    }

    [Fact]
    public void Every_cause_of_the_rules_has_a_case()
        => Assert.Empty(FaultScenario.Shipped.Rules.Select(rule => rule.Cause).Distinct().Except(Cases.Values.Select(item => item.Cause)));
}
