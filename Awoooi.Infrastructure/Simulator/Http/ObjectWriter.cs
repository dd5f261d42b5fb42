using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Controllers;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>The common road of every write: defaults, validation, admission, then the store (or a dry run's pretence).</summary>
internal static class ObjectWriter
{
    public static ApiAnswer Create(SimulatedCluster cluster, ResourceKind kind, JsonObject o, bool dryRun, IReadOnlyList<string> warnings)
    {
        if (Admission.RefuseCreate(cluster, kind, o) is { } refused)
        {
            return refused;
        }

        if (o.Name().Length == 0 && o.Text("metadata", "generateName") is { } prefix)
        {
            o.Make("metadata")["name"] = prefix + NameSuffix.Of($"{prefix}{cluster.Store.Revision}{cluster.Now.Ticks}", 5);
        }

        if (cluster.Store.Find(kind, o.Namespace(), o.Name()) is not null)
        {
            return Refusals.AlreadyExists(kind, o.Name());
        }

        Prepare(cluster, kind, o);
        var errors = Validation.Check(cluster.Version, kind, o);
        if (errors.Count > 0)
        {
            return Refusals.Invalid(kind, o.Name(), errors);
        }

        if (kind == Kinds.Pod && QuotaController.Refuse(cluster, o) is { } overQuota)
        {
            return Refusals.Forbidden(kind, o.Name(), overQuota);
        }

        if (dryRun)
        {
            var metadata = o.Make("metadata");
            metadata["uid"] = Guid.CreateVersion7(cluster.Now).ToString();
            metadata["creationTimestamp"] = cluster.Now.Rfc3339();
            return new ApiAnswer(201, ObjectView.Render(cluster, kind, o)) { Warnings = warnings };
        }

        var stored = cluster.Store.Add(kind, o);
        return new ApiAnswer(201, ObjectView.Render(cluster, kind, stored)) { Warnings = warnings, Mutated = true };
    }

    /// <summary>Stores the changed form of an existing object; the caller may have changed anything but the status.</summary>
    public static ApiAnswer Update(
        SimulatedCluster cluster, ResourceKind kind, JsonObject before, JsonObject after, bool dryRun, IReadOnlyList<string> warnings)
    {
        var name = before.Name();
        if (after.Text("metadata", "resourceVersion") is { Length: > 0 } version && version != before.Version())
        {
            return Refusals.StaleVersion(kind, name);
        }

        KeepSystemFields(kind, before, after);
        Defaults.Fill(kind, after);
        var errors = Validation.Check(cluster.Version, kind, after);
        Validation.CheckUnchanged(cluster.Version, kind, before, after, errors);
        if (errors.Count > 0)
        {
            return Refusals.Invalid(kind, name, errors);
        }

        if (cluster.Admission.Judge(cluster.Version, kind, before.Namespace(), name) is { } denied)
        {
            return denied;
        }

        after.Make("metadata")["uid"] = before.Uid();
        Generations.Bump(kind, before, after);
        if (dryRun)
        {
            return new ApiAnswer(200, ObjectView.Render(cluster, kind, after)) { Warnings = warnings };
        }

        var stored = cluster.Store.Replace(kind, after);
        return new ApiAnswer(200, ObjectView.Render(cluster, kind, stored)) { Warnings = warnings, Mutated = !ReferenceEquals(stored, before) };
    }

    private static void Prepare(SimulatedCluster cluster, ResourceKind kind, JsonObject o)
    {
        o.Remove("kind");
        o.Remove("apiVersion");
        o.Remove("status");
        foreach (var field in new[] { "uid", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "managedFields" })
        {
            o.Make("metadata").Remove(field);
        }

        if (kind.Kind == "HorizontalPodAutoscaler" && kind.Version == "v1")
        {
            AutoscalerViews.FromVersionOne(o);
        }

        o.Map("spec", "template", "metadata")?.Remove("creationTimestamp");
        if (kind == Kinds.Pod)
        {
            LimitRanges.Apply(cluster, o);
        }

        Defaults.Fill(kind, o);
        if (Generations.Has(kind))
        {
            o.Make("metadata")["generation"] = 1;
        }

        if (kind == Kinds.DaemonSet)
        {
            o.Annotate("deprecated.daemonset.template.generation", "1");
        }
    }

    private static void KeepSystemFields(ResourceKind kind, JsonObject before, JsonObject after)
    {
        after.Remove("kind");
        after.Remove("apiVersion");
        if (kind.Kind == "HorizontalPodAutoscaler" && kind.Version == "v1")
        {
            AutoscalerViews.FromVersionOne(after);
        }

        var metadata = after.Make("metadata");
        metadata.Remove("managedFields");
        foreach (var field in new[] { "name", "namespace", "resourceVersion", "generation", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generateName" })
        {
            metadata.Remove(field);
            if (before.At("metadata", field) is { } value)
            {
                metadata[field] = value.DeepClone();
            }
        }

        after.Map("spec", "template", "metadata")?.Remove("creationTimestamp");
        after.Remove("status");
        if (before["status"] is { } status)
        {
            after["status"] = status.DeepClone();
        }
    }
}
