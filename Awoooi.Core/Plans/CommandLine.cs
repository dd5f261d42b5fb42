namespace Awoooi.Core.Plans;

/// <summary>Renders a plan as the command a person would type, for reading only; nothing ever executes it.</summary>
public static class CommandLine
{
    /// <summary>Empty for a plan that executes nothing.</summary>
    public static string Render(Plan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var target = plan.Target;
        var workload = $"{target.Workload.Kind.ToString().ToLowerInvariant()}/{target.Workload.Name}";
        string[] words = plan.Operation switch
        {
            Operation.RestartPod => ["evict", $"pod/{target.Pod}"],
            Operation.RestartDeployment => ["rollout", "restart", workload],
            Operation.ScaleUp or Operation.ScaleDown => ["scale", workload, .. Option("--current-replicas", plan, PlanParameters.FromReplicas), .. Option("--replicas", plan, PlanParameters.Replicas)],
            Operation.Rollback => ["rollout", "undo", workload, .. Option("--to-revision", plan, PlanParameters.Revision)],
            Operation.Manual => [],
            _ => throw new ArgumentOutOfRangeException(nameof(plan), plan.Operation, "no command line for this operation"),
        };
        return words.Length == 0 ? "" : string.Join(' ', new[] { "kubectl", "-n", target.Workload.Namespace }.Concat(words).Select(Quote));
    }

    private static string[] Option(string name, Plan plan, string parameter)
        => plan.Parameters.TryGetValue(parameter, out var value) ? [$"{name}={value}"] : [];

    private static string Quote(string word)
        => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "_./:=@%+,-".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
