using System.Text;
using System.Text.Json;
using Awoooi.Core.Alerts;

namespace Awoooi.Tests.Alerts.Sources;

public sealed class KaliSourceTests
{
    private const string Secret = "apikey-7f3a9";

    [Theory]
    [InlineData("9.8", true)]
    [InlineData("7.0", true)]
    [InlineData("6.9", false)]
    [InlineData("", false)]
    public void A_score_of_seven_and_more_opens_one_alert_per_target_and_cve(string score, bool high)
    {
        var alert = Given.Kali.Only(Report(Port("80", Vulners("CVE-2099-0001", score)) + Port("443", Vulners("CVE-2099-0001", score))));

        Assert.Equal(high ? "CVE-2099-0001" : "SecurityScanFindings", alert.AlertType);
        Assert.Equal(("192.0.2.7", "host", "security", "", ""), (alert.TargetResource, alert.ResourceType, alert.Category, alert.Namespace, alert.Workload));
        Assert.Equal(high ? (Severity.Critical, AutomationVerdict.Manual) : (Severity.Info, AutomationVerdict.None), (alert.Severity, alert.Automation));
        Assert.True(!high || alert.Annotations["found_at"] == "443/tcp, 80/tcp");
        Assert.Equal(high ? double.Parse(score, System.Globalization.CultureInfo.InvariantCulture) : null, alert.Metrics.TryGetValue("cvss", out var cvss) ? cvss.Number : null);
    }

    [Theory]
    [InlineData("CRITICAL", "false", true)]
    [InlineData("HIGH", "false", true)]
    [InlineData("MEDIUM", "false", false)]
    [InlineData("LOW", "true", true)]
    public void The_second_edition_of_vulners_is_read_too(string severity, string exploited, bool high)
    {
        var script = $"""<script id="vulners" output="…"><elem key="schema">2.0</elem><elem key="mode">cpe</elem><table key="cpe:/a:x"><table><elem key="id">CVE-2099-0002</elem><elem key="type">cve</elem><elem key="severity">{severity}</elem><elem key="cvss_type">3.1</elem><elem key="kev">{exploited}</elem><elem key="epss">0.9</elem><elem key="href">https://vulners.example.com/CVE-2099-0002</elem></table><table><elem key="id">EDB-ID:1</elem><elem key="type">exploitdb</elem><elem key="cvss">9.9</elem></table></table></script>""";

        Assert.Equal(high ? "CVE-2099-0002" : "SecurityScanFindings", Given.Kali.Only(Report(Port("80", script))).AlertType);
    }

    [Theory]
    [InlineData("VULNERABLE", true)]
    [InlineData("LIKELY VULNERABLE", true)]
    [InlineData("VULNERABLE (Exploitable)", true)]
    [InlineData("VULNERABLE (DoS)", true)]
    [InlineData("NOT VULNERABLE", false)]
    [InlineData("UNKNOWN (unable to test)", false)]
    public void The_vulns_library_counts_by_its_state(string state, bool found)
    {
        var script = $"""<script id="ssl-poodle" output="…"><table key="CVE-2014-3566"><elem key="title">SSL POODLE</elem><elem key="state">{state}</elem><table key="ids"><elem>CVE:CVE-2014-3566</elem></table><table key="description"><elem>old SSL</elem></table><table key="refs"><elem>https://cve.example.com/CVE-2014-3566</elem></table></table></script>""";
        var result = Given.Kali.Normalised(Report(Port("443", script)));

        Assert.Equal(found ? ["CVE-2014-3566"] : [], result.Alerts.Select(item => item.Alert.AlertType));
        Assert.All(result.Alerts, item => Assert.Equal(("old SSL", "https://cve.example.com/CVE-2014-3566"), (item.Alert.Description, item.Alert.Links["finding"])));
    }

    [Fact]
    public void A_finding_without_a_cve_bears_the_scripts_name()
    {
        const string host = """<hostscript><script id="smb-vuln-x" output="…"><table key="NMAP-1"><elem key="title">T</elem><elem key="state">VULNERABLE</elem><table key="scores"><elem key="CVSSv2">9.3 (HIGH) (AV:N)</elem></table></table></script></hostscript>""";

        var alert = Given.Kali.Only(Report("", host));

        Assert.Equal(("smb-vuln-x", 9.3), (alert.AlertType, alert.Metrics["cvss"].Number));
    }

    [Fact]
    public void An_older_report_has_its_results_as_text()
    {
        var vulns = Port("443", """<script id="ssl-poodle" output="&#xa;  VULNERABLE:&#xa;  SSL POODLE information leak&#xa;    State: VULNERABLE&#xa;  &lt;b&gt; &amp; &quot;x&quot;&#xa;    IDs:  BID:70574  CVE:CVE-2014-3566&#xa;"/>""");
        var vulners = Port("80", """<script id="vulners" output="&#xa;  cpe:/a:x: &#xa;    &#x9;CVE-2099-0003&#x9;9.1&#x9;https://vulners.example.com/CVE-2099-0003&#xa;    &#x9;CVE-2099-0004&#x9;3.1&#x9;https://x"/>""");

        var result = Given.Kali.Normalised(Report(vulns + vulners));

        Assert.Equal(["CVE-2014-3566", "CVE-2099-0003", "SecurityScanFindings"], result.Alerts.Select(item => item.Alert.AlertType));
        Assert.Contains("CVE-2099-0004 (low, 3.1)", result.Alerts[2].Alert.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_is_nowhere_in_what_is_kept()
    {
        var result = Given.Kali.Normalised(Report(Port("80", Vulners("CVE-2099-0001", "9.8"))));

        Assert.Contains(Secret, Report(""), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, Encoding.UTF8.GetString(result.Kept!.Value.Span), StringComparison.Ordinal);
        Assert.All(result.Alerts, item => Assert.DoesNotContain(Secret, AlertJson.Write(item.Alert), StringComparison.Ordinal));
        Assert.NotNull(Given.Kali.Normalised(Wrapped("x", JsonSerializer.Serialize(Report("")))).Kept);
        Assert.NotNull(Given.Kali.Normalised(Zap("3", "2")).Kept);
    }

    [Fact]
    public void A_broken_off_report_tells_what_it_told_and_that_it_broke_off()
    {
        var whole = Report(Port("80", Vulners("CVE-2099-0001", "9.8")) + Port("443", Vulners("CVE-2099-0009", "9.8")));
        var cut = whole[..(whole.IndexOf("CVE-2099-0009", StringComparison.Ordinal) + 4)];

        var result = Given.Kali.Normalised(cut);

        Assert.Equal(["CVE-2099-0001", "MonitoringBlind"], result.Alerts.Select(item => item.Alert.AlertType));
        Assert.Equal(("192.0.2.7", true), (result.Alerts[1].Alert.TargetResource, result.Alerts[1].Alert.Blind));
    }

    [Theory]
    [InlineData("<runstats><finished exit=\"error\" errormsg=\"x\"/></runstats>")]
    [InlineData("")]
    public void A_scan_that_did_not_end_well_says_so(string end)
    {
        var alert = Given.Kali.Only(Report("").Replace("<runstats><finished exit=\"success\"/></runstats>", end, StringComparison.Ordinal));

        Assert.Equal(("MonitoringBlind", "192.0.2.7"), (alert.AlertType, alert.TargetResource));
    }

    [Theory]
    [InlineData("<!ENTITY x SYSTEM \"file:///etc/passwd\">")]
    [InlineData("<!ENTITY x \"boom\">")]
    [InlineData("<!ENTITY % p SYSTEM \"http://x.example.com/e.dtd\"> %p; <!ENTITY x \"\">")]
    public void Entities_are_never_followed(string entity)
    {
        var body = $"""<?xml version="1.0"?><!DOCTYPE nmaprun [{entity}]><nmaprun><host><address addr="192.0.2.7" addrtype="ipv4"/><ports><port protocol="tcp" portid="80"><script id="a" output="&x;"/></port></ports></host></nmaprun>""";

        var result = Given.Kali.Normalised(body);

        Assert.All(result.Alerts, item => Assert.Equal("MonitoringBlind", item.Alert.AlertType));
        Assert.All(result.Alerts, item => Assert.DoesNotContain("root:", AlertJson.Write(item.Alert), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("3", "2", "SQL Injection", Severity.Critical)]
    [InlineData("2", "3", "SecurityScanFindings", Severity.Info)]
    [InlineData("0", "1", "SecurityScanFindings", Severity.Info)]
    public void Zap_says_its_numbers_as_texts(string risk, string confidence, string name, Severity severity)
    {
        var alert = Given.Kali.Only(Zap(risk, confidence));

        Assert.Equal((name, severity, "https://shop.example.com", "endpoint"), (alert.AlertType, alert.Severity, alert.TargetResource, alert.ResourceType));
        Assert.DoesNotContain('<', alert.Description);
    }

    [Fact]
    public void What_zap_calls_a_false_positive_is_none() => Assert.Empty(Given.Kali.Normalised(Zap("3", "0")).Alerts);

    [Fact]
    public void A_wrapper_names_the_target()
    {
        var nmap = Given.Kali.Only(Wrapped("shop.example.com", JsonSerializer.Serialize(Report(Port("80", Vulners("CVE-2099-0001", "9.8"))))));
        var zap = Given.Kali.Only(Wrapped("shop.example.com", Zap("3", "2")));
        var text = Given.Kali.Only(Wrapped("shop.example.com", JsonSerializer.Serialize(Zap("3", "2"))));

        Assert.Equal(["CVE-2099-0001", "SQL Injection", "SQL Injection"], new[] { nmap, zap, text }.Select(alert => alert.AlertType));
        Assert.All([nmap, zap, text], alert => Assert.Equal("shop.example.com", alert.TargetResource));
    }

    [Fact]
    public void Several_hosts_keep_their_own_names()
    {
        var two = Report(Port("80", Vulners("CVE-2099-0001", "9.8"))).Replace("<runstats>", """<host><address addr="192.0.2.8" addrtype="ipv4"/><address addr="00:00:5E:00:53:01" addrtype="mac"/><hostnames><hostname name="db.example.com" type="user"/><hostname name="ptr.example.com" type="PTR"/></hostnames><ports>""" + Port("80", Vulners("CVE-2099-0001", "9.8")) + "</ports></host><runstats>", StringComparison.Ordinal);

        Assert.Equal(["192.0.2.7", "db.example.com"], Given.Kali.Normalised(Wrapped("net", JsonSerializer.Serialize(two))).Alerts.Select(item => item.Alert.TargetResource));
    }

    [Theory]
    [InlineData("<OWASPZAPReport/>", "$", "nmap report")]
    [InlineData("<", "$", "well-formed")]
    [InlineData("{}", "$.site", "missing")]
    [InlineData("""{"site":7}""", "$.site", "array")]
    [InlineData("""{"target":"x","scan_result":7}""", "$.scan_result", "string or an object")]
    [InlineData("""{"target":"x","scan_result":"plain"}""", "$.scan_result", "well-formed")]
    [InlineData("""{"target":7,"scan_result":{"site":[]}}""", "$.target", "string")]
    [InlineData("""{"target":"x","scan_result":{}}""", "$.scan_result.site", "missing")]
    public void A_broken_body_is_refused_by_path(string body, string path, string reason)
    {
        var fault = Given.Kali.Normalised(body).Fault;

        Assert.Equal(path, fault?.Path);
        Assert.Contains(reason, fault!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Depth_names_and_attributes_are_bounded()
    {
        var deep = $"<nmaprun>{string.Concat(Enumerable.Repeat("<a>", 100))}";
        var names = $"<nmaprun>{string.Concat(Enumerable.Range(0, 5_000).Select(i => $"<n{i}/>"))}</nmaprun>";
        var attributes = $"<nmaprun><host {string.Concat(Enumerable.Range(0, 20_001).Select(i => $"a{i}='' "))}/></nmaprun>";

        Assert.Contains("deeper than 64", Given.Kali.Normalised(deep).Fault?.Reason, StringComparison.Ordinal);
        Assert.Equal("MonitoringBlind", Given.Kali.Only(names).AlertType);
        Assert.Contains("attributes", Given.Kali.Normalised(attributes).Fault?.Reason, StringComparison.Ordinal);
    }

    internal static string Report(string ports, string afterPorts = "") =>
        $"""<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE nmaprun><?xml-stylesheet href="file:///usr/share/nmap.xsl" type="text/xsl"?><!-- Nmap 7.95 scan initiated as: nmap -sV -&#45;script-args vulners.key={Secret} --><nmaprun scanner="nmap" args="nmap -sV --script-args vulners.key={Secret} 192.0.2.7" start="1795163300" version="7.95" xmloutputversion="1.05"><host><status state="up" reason="syn-ack"/><address addr="192.0.2.7" addrtype="ipv4"/><hostnames><hostname name="ptr.example.com" type="PTR"/></hostnames><ports>{ports}</ports>{afterPorts}</host><runstats><finished exit="success"/></runstats></nmaprun>""";

    internal static string Port(string number, string script) =>
        $"""<port protocol="tcp" portid="{number}"><state state="open" reason="syn-ack"/><service name="http" product="nginx" version="1.13.4" conf="10" method="probed"><cpe>cpe:/a:f5:nginx:1.13.4</cpe></service>{script}</port>""";

    internal static string Vulners(string cve, string score) =>
        $"""<script id="vulners" output="…"><table key="cpe:/a:f5:nginx:1.13.4"><table><elem key="id">{cve}</elem>{(score.Length > 0 ? $"<elem key=\"cvss\">{score}</elem>" : "")}<elem key="type">cve</elem><elem key="is_exploit">false</elem></table></table></script>""";

    internal static string Zap(string risk, string confidence) =>
        $$"""{"@programName":"ZAP","@version":"2.17.0","created":"2026-11-20T08:00:00Z","site":[{"@name":"https://shop.example.com","@host":"shop.example.com","@port":"443","@ssl":"true","alerts":[{"pluginid":"40018","alertRef":"40018","alert":"SQL Injection","name":"SQL Injection","riskcode":"{{risk}}","confidence":"{{confidence}}","riskdesc":"x","desc":"<p>Bad &amp; old</p>","instances":[{"uri":"https://shop.example.com/?q=1","method":"GET","param":"q","attack":"","evidence":""}],"count":"1","solution":"<p>Bind</p>","reference":"","cweid":"-1","wascid":"15","sourceid":"1"}]}]}""";

    private static string Wrapped(string target, string result) => $$"""{"target":"{{target}}","scan_result":{{result}}}""";
}
