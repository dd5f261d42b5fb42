using Awoooi.Core.Rca;
using Awoooi.Core.Rca.Rules;
using Awoooi.Infrastructure.Rules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Awoooi.Tests.Rca;

public sealed class RuleFileTests
{
    private const string Good = """
        rules:
          - id: one
            cause: dns
            specificity: 10
            confidence: 50
            all: [{ kind: log.dns-failure, as: log }]
            root_cause: { en: "{log.host}", zh-Hant-TW: "{log.host}" }
            runbook: { en: Look., zh-Hant-TW: 查看。 }
        """;

    [Fact]
    public void The_shipped_rules_have_no_fault() => Assert.Empty(RuleLoader.Load(null).Faults);

    [Theory]
    [InlineData("cause: dns", "cause: dsn", "own.yaml:3:12: 'dsn' is not a known cause")]
    [InlineData("confidence: 50", "confidence: 101", "own.yaml:5:17: 'confidence' must be a number from 1 to 100")]
    [InlineData("confidence: 50", "confidense: 50", "own.yaml:5:5: 'confidense' is not a field here")]
    [InlineData("log.dns-failure", "log.dns-fail", "own.yaml:6:10: 'log.dns-fail' is not a known kind of evidence")]
    [InlineData("as: log }", "as: log, where: { port: \"1\" } }", "own.yaml:6:10: 'log.dns-failure' carries no value 'port'")]
    [InlineData("as: log }", "as: log, where: { host: \"> x\" } }", "own.yaml:6:60: '> x' compares with something that is not a number")]
    [InlineData("as: log }", "as: log, same_as: pod }", "own.yaml:6:10: same_as 'pod' names no earlier fact under all")]
    [InlineData("en: \"{log.host}\"", "en: \"{log.port}\"", "own.yaml:7:17: '{log.port}' is neither {workload} nor a value of a fact under all")]
    [InlineData("    runbook: { en: Look., zh-Hant-TW: 查看。 }", "", "own.yaml:2:5: a manual rule tells people what to do")]
    [InlineData(", zh-Hant-TW: 查看。", "", "own.yaml:8:14: 'zh-Hant-TW' is missing")]
    [InlineData("specificity: 10", "operation: REBOOT", "own.yaml:4:16: 'operation' must be one of MANUAL, RESTART_POD, RESTART_DEPLOYMENT, SCALE_UP, SCALE_DOWN, ROLLBACK")]
    public void A_fault_is_told_with_its_place(string from, string to, string fault)
        => Assert.Contains(fault, RuleLoader.Combine([], [new RuleFile("own.yaml", Good.Replace(from, to, StringComparison.Ordinal))]).Faults.Select(item => item.ToString()));

    [Theory]
    [InlineData("operation: RESTART_POD", "target: log", "no symptom of a pod")]
    [InlineData("operation: RESTART_POD", "risk: low", "names the fact whose pod is restarted")]
    [InlineData("operation: ROLLBACK", "risk: high", "'revision' is needed")]
    [InlineData("operation: ROLLBACK", "risk: medium", "at least risk high")]
    [InlineData("operation: SCALE_DOWN", "risk: high", "by people only")]
    [InlineData("operation: RESTART_DEPLOYMENT\n    symptom: reported", "risk: high", "a restart needs an observed symptom")]
    [InlineData("operation: SCALE_UP\n    symptom: reported", "risk: low", "at least risk medium")]
    public void A_rule_that_acts_is_held_to_more(string operation, string more, string fault)
        => Assert.Contains(RuleLoader.Combine([], [new RuleFile("own.yaml", $"{Good}\n    {operation}\n    {more}")]).Faults, item => item.Message.Contains(fault, StringComparison.Ordinal));

    [Fact]
    public void A_rule_that_acts_on_the_claim_alone_is_refused()
    {
        var text = Good.Replace("log.dns-failure, as: log", "alert.claim, as: log", StringComparison.Ordinal).Replace("{log.host}", "{workload}", StringComparison.Ordinal) + "\n    operation: RESTART_DEPLOYMENT";

        Assert.Contains(RuleLoader.Combine([], [new RuleFile("own.yaml", text)]).Faults, item => item.Message.Contains("observed itself", StringComparison.Ordinal));
    }

    [Fact]
    public void All_faults_of_all_files_are_told_at_once()
    {
        var bad = Good.Replace("cause: dns", "cause: dsn", StringComparison.Ordinal);

        var faults = RuleLoader.Combine([], [new RuleFile("a.yaml", bad), new RuleFile("b.yaml", "rules: [}"), new RuleFile("c.yaml", "text")]).Faults;

        Assert.Equal(["a.yaml", "b.yaml", "c.yaml"], faults.Select(fault => fault.File).Distinct());
    }

    [Fact]
    public void An_id_twice_is_told_where_it_stands_the_second_time()
        => Assert.Equal(["b.yaml:2:9: the id 'one' is already in a.yaml:2"], RuleLoader.Combine([], [new RuleFile("a.yaml", Good), new RuleFile("b.yaml", Good)]).Faults.Select(fault => fault.ToString()));

    [Fact]
    public void A_rule_of_the_same_id_replaces_the_shipped_one()
    {
        var own = Good.Replace("confidence: 50", "confidence: 51", StringComparison.Ordinal);

        var rules = RuleLoader.Combine([new RuleFile("shipped.yaml", Good)], [new RuleFile("own.yaml", own)]).Rules!;

        Assert.Equal(51, Assert.Single(rules.Rules).Confidence);
    }

    [Fact]
    public void A_file_of_the_same_name_replaces_the_whole_shipped_file()
    {
        var own = Good.Replace("id: one", "id: two", StringComparison.Ordinal);

        var rules = RuleLoader.Combine([new RuleFile("shipped.yaml", Good)], [new RuleFile("shipped.yaml", own)]).Rules!;

        Assert.Equal("two", Assert.Single(rules.Rules).Id);
    }

    [Fact]
    public void The_hash_follows_content_and_not_files_or_comments()
    {
        var one = RuleLoader.Combine([new RuleFile("a.yaml", Good)], []).Rules!.Hash;

        Assert.Equal(one, RuleLoader.Combine([new RuleFile("b.yaml", "# note\n" + Good)], []).Rules!.Hash);
        Assert.NotEqual(one, RuleLoader.Combine([new RuleFile("a.yaml", Good.Replace("Look.", "Look!", StringComparison.Ordinal))], []).Rules!.Hash);
    }

    [Fact]
    public void A_folder_that_is_not_there_keeps_the_app_from_starting()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Awoooi:Rca:RulesPath", "no-such-folder")]).Build();
        using var services = new ServiceCollection().AddRcaRules(configuration).BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<RuleSet>());
        Assert.Contains("no-such-folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_registration_gives_an_engine_with_the_shipped_rules()
    {
        using var services = new ServiceCollection().AddRcaRules(new ConfigurationBuilder().Build()).BuildServiceProvider();

        Assert.Equal(TestKit.FaultScenario.Shipped.Hash, services.GetRequiredService<RuleEngine>().RuleSetHash);
    }
}
