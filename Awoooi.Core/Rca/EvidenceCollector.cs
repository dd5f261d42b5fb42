using Awoooi.Core.Alerts;
using Awoooi.Core.Clusters;
using Awoooi.Core.Rca.Facts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Awoooi.Core.Rca;

/// <summary>What an analysis starts from. An alert of another cluster than <paramref name="InstallationCluster"/> is never looked up in ours.</summary>
public sealed record EvidenceRequest(Alert Alert, string InstallationCluster, IncidentHistory History);

/// <summary>The facts of one incident and whom they are about.</summary>
public sealed record CollectedEvidence(EvidencePack Pack, RcaSubject Subject, ClusterSnapshot Cluster);

/// <summary>Asks the cluster about the victim of an alert; a dead or slow source costs at most its deadlines and is noted, never thrown.</summary>
public sealed class EvidenceCollector(IClusterReader cluster, IOptions<RcaOptions> options, TimeProvider clock, ILogger<EvidenceCollector> logger)
{
    private const int MaxWarnings = 20;
    private const int MaxEventPods = 4;
    private const int MaxNodes = 3;
    private const int MaxClaims = 5;
    private const int MaxLogs = 2;
    private const int LogLines = 50;
    private const int LineLength = 2000;
    private static readonly TimeSpan JustRestarted = TimeSpan.FromMinutes(10);

    public async Task<CollectedEvidence> CollectAsync(EvidenceRequest request, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(request);
        var alert = request.Alert;
        var reads = new ClusterReads(options.Value.CollectorDeadline, clock, logger);
        var snapshot = Fingerprint.IsElsewhere(alert, request.InstallationCluster)
            ? Elsewhere(reads)
            : await ReadClusterAsync(alert, reads, cancel);
        var now = clock.GetUtcNow();
        var drafts = AlertEvidence.From(alert, now)
            .Concat(HistoryEvidence.From(request.History, now))
            .Concat(KubernetesEvidence.From(snapshot));
        return new CollectedEvidence(EvidencePack.Of(drafts, reads.Missing), RcaSubject.Of(alert, snapshot), snapshot);
    }

    private ClusterSnapshot Elsewhere(ClusterReads reads)
    {
        reads.Note("cluster", "another cluster", essential: true);
        return new ClusterSnapshot { ObservedAt = clock.GetUtcNow() };
    }

    private async Task<ClusterSnapshot> ReadClusterAsync(Alert alert, ClusterReads reads, CancellationToken cancel)
    {
        var found = await new TargetLocator(cluster, reads).FindAsync(alert, cancel);
        var listed = found.Workload is { } workload ? await reads.ReadAsync("pods", true, token => cluster.ListPodsAsync(workload, token), cancel) : null;
        IReadOnlyList<PodFacts> pods = listed ?? (found.Pod is { } only ? [only] : []);
        var troubled = pods.Where(pod => !Facts.Health.IsHealthy(pod, clock.GetUtcNow()) && pod.Phase != "Succeeded")
            .OrderByDescending(pod => pod.Name == alert.TargetResource).ThenBy(pod => pod.Name, StringComparer.Ordinal).ToList();

        var warnings = EventSources(found, troubled).Select(source => reads.ReadAsync("events", true, token => cluster.ListWarningsAsync(alert.Namespace, source.Kind, source.Name, MaxWarnings, token), cancel)).ToList();
        var nodes = NodeNames(alert, found, troubled).Select(name => reads.ReadAsync("nodes", false, token => cluster.ReadNodeAsync(name, token), cancel)).ToList();
        var claims = ClaimNames(alert, troubled).Select(name => reads.ReadAsync("claims", false, token => cluster.ReadClaimAsync(alert.Namespace, name, token), cancel)).ToList();
        var logs = troubled.SelectMany(pod => pod.Containers.Where(HasSomethingToSay).Take(1).Select(container => (pod, container))).Take(MaxLogs)
            .Select(pair => ReadLogAsync(pair.pod, pair.container, reads, cancel)).ToList();

        return new ClusterSnapshot
        {
            OnsetAt = alert.StartsAt,
            Workload = found.Workload,
            Pods = pods,
            PodsKnown = listed is not null,
            Warnings = [.. (await Task.WhenAll(warnings)).OfType<IReadOnlyList<EventFacts>>().SelectMany(list => list)],
            Nodes = [.. (await Task.WhenAll(nodes)).OfType<NodeFacts>()],
            Claims = [.. (await Task.WhenAll(claims)).OfType<ClaimFacts>()],
            Logs = [.. (await Task.WhenAll(logs)).OfType<ContainerLog>()],
            MissingTarget = found.Missing,
            ObservedAt = clock.GetUtcNow(),
        };
    }

    private async Task<ContainerLog?> ReadLogAsync(PodFacts pod, ContainerFacts container, ClusterReads reads, CancellationToken cancel)
    {
        // While it waits or has just restarted, the run that crashed is the previous one.
        var previous = container.RestartCount > 0 && (container.RunningSince is null || clock.GetUtcNow() - container.TerminatedAt < JustRestarted);
        var lines = await reads.ReadAsync("logs", false, token => cluster.ReadLogAsync(pod.Namespace, pod.Name, container.Name, previous, LogLines, token), cancel);
        return lines is null ? null : new ContainerLog(pod.Namespace, pod.Name, container.Name, SecretMask.Apply([.. lines.Select(line => line.Length > LineLength ? line[..LineLength] : line)]));
    }

    // Asked by object: in a busy namespace a neighbour's events would crowd out the victim's.
    private static IEnumerable<(string Kind, string Name)> EventSources(FoundTarget found, List<PodFacts> troubled)
    {
        IEnumerable<(string, string)> own = found.Workload is { } workload ? [(workload.Ref.Kind.ToString(), workload.Ref.Name)] : [];
        return own.Concat(troubled.Take(MaxEventPods).Select(pod => ("Pod", pod.Name)));
    }

    private static IEnumerable<string> NodeNames(Alert alert, FoundTarget found, List<PodFacts> troubled)
    {
        var named = found.Workload is null && alert.ResourceType is "node" or "host" ? [alert.TargetResource] : Array.Empty<string>();
        return named.Concat(troubled.Select(pod => pod.Node).OfType<string>()).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxNodes);
    }

    private static IEnumerable<string> ClaimNames(Alert alert, List<PodFacts> troubled)
    {
        var named = alert.ResourceType == "persistentvolumeclaim" && alert.Namespace.Length > 0 ? [alert.TargetResource] : Array.Empty<string>();
        return named.Concat(troubled.SelectMany(pod => pod.ClaimNames)).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Take(MaxClaims);
    }

    private static bool HasSomethingToSay(ContainerFacts container)
        => !container.Ready && (container is { Init: false, RunningSince: not null } || container.ExitCode is not (null or 0) || container.WaitingReason == "CrashLoopBackOff");
}
