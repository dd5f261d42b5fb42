using System.Globalization;
using Awoooi.Core.Health;

namespace Awoooi.Web.Commands;

/// <summary>Commands about the installation itself.</summary>
internal static class SystemCommands
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new() { Words = "doctor", Usage = "", Summary = "check database, clock and cluster permissions; each ok or the fix in one line", RunAsync = DoctorAsync },
        new() { Words = "audit verify", Usage = "", Summary = "prove the audit chains; names the first broken entry of each", RunAsync = VerifyAsync },
    ];

    private static async Task DoctorAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var checks = new List<HealthCheck>();
        foreach (var probe in context.Probes)
        {
            checks.Add(await probe.CheckAsync(cancel));
        }

        var rules = await context.Automation.ReadAsync(cancel);
        checks.AddRange(await context.Cluster.CheckAsync([.. rules.Namespaces.Where(rule => rule.Allowed).Select(rule => rule.Namespace)], cancel));
        foreach (var check in checks)
        {
            await context.Out.WriteLineAsync($"{(check.Ok ? "ok  " : "FAIL")}  {check.Name}: {check.Detail}");
        }

        var failing = checks.Count(check => !check.Ok);
        if (failing > 0)
        {
            throw new CommandRefusedException(string.Create(CultureInfo.InvariantCulture, $"{failing} of {checks.Count} checks failed"));
        }
    }

    private static async Task VerifyAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var verification = await context.Audit.VerifyAsync(cancel);
        foreach (var broken in verification.Broken)
        {
            await context.Error.WriteLineAsync(broken);
        }

        if (!verification.Whole)
        {
            throw new CommandRefusedException("the audit log is broken");
        }

        await context.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"whole: {verification.Entries} entries in {verification.Chains} chains, {verification.Anchors} anchors"));
    }
}
