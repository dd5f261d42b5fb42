using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Controllers;
using Awoooi.Infrastructure.Simulator.Http;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Estate;

/// <summary>A readable way to furnish a simulated cluster; everything goes through the server's own validation.</summary>
public sealed class EstateBuilder(SimulatedCluster cluster)
{
    /// <summary>Adds nodes named node-1, node-2 and so on.</summary>
    public EstateBuilder Nodes(int count, string cpu = "16", string memory = "64Gi")
    {
        for (var i = 1; i <= count; i++)
        {
            Node($"node-{i}", cpu, memory);
        }

        return this;
    }

    public EstateBuilder Node(string name, string cpu = "16", string memory = "64Gi")
    {
        lock (cluster.Gate)
        {
            cluster.Store.Add(Kinds.Node, NodeShape.Ready(name, cpu, memory, cluster.Now));
        }

        return this;
    }

    /// <summary>Makes a node go silent: after the grace period its Ready condition is Unknown and its pods are unready.</summary>
    public EstateBuilder Silence(string node)
    {
        lock (cluster.Gate)
        {
            cluster.SilentNodes[node] = cluster.Now;
        }

        return this;
    }

    /// <summary>The node's kubelet reports again.</summary>
    public EstateBuilder Revive(string node) => ChangeNode(node, o =>
    {
        cluster.SilentNodes.Remove(o.Name());
        o.Map("spec")?.Remove("taints");
        o["status"] = NodeShape.Ready(o.Name(), o.Text("status", "capacity", "cpu")!, o.Text("status", "capacity", "memory")!, cluster.Now)["status"]!.DeepClone();
    });

    /// <summary>The kubelet itself reports that it is not ready, for example because its network is gone.</summary>
    public EstateBuilder NotReady(string node) => ChangeNode(node, o =>
    {
        Conditions.Set(o, "Ready", "False", "KubeletNotReady", "container runtime network not ready", cluster.Now, condition => condition["lastHeartbeatTime"] = cluster.Now.Rfc3339());
        var taints = o.List("spec", "taints") ?? [];
        o.Make("spec")["taints"] ??= taints;
        taints.Add(new JsonObject { ["key"] = "node.kubernetes.io/not-ready", ["effect"] = "NoSchedule", ["timeAdded"] = cluster.Now.Rfc3339() });
    });

    public EstateBuilder Cordon(string node) => ChangeNode(node, o =>
    {
        o.Make("spec")["unschedulable"] = true;
        o.Make("spec")["taints"] = new JsonArray(new JsonObject { ["key"] = "node.kubernetes.io/unschedulable", ["effect"] = "NoSchedule", ["timeAdded"] = cluster.Now.Rfc3339() });
    });

    public EstateBuilder Namespace(string name, Action<NamespaceBuilder>? furnish = null)
    {
        if (cluster.Find("namespaces", null, name) is null)
        {
            Create(Kinds.Namespace, new JsonObject { ["metadata"] = new JsonObject { ["name"] = name } });
        }

        furnish?.Invoke(new NamespaceBuilder(this, name));
        return this;
    }

    internal void Create(ResourceKind kind, JsonObject o)
    {
        lock (cluster.Gate)
        {
            var answer = ObjectWriter.Create(cluster, kind, o, dryRun: false, []);
            if (answer.Status != 201)
            {
                throw new InvalidOperationException($"The estate's {kind.Kind} {o.Name()} is refused: {answer.Body.Text("message")}");
            }
        }
    }

    private EstateBuilder ChangeNode(string node, Action<JsonObject> change)
    {
        lock (cluster.Gate)
        {
            var changed = (cluster.Store.Find(Kinds.Node, null, node) ?? throw new ArgumentException($"There is no node {node}.", nameof(node))).Copy();
            change(changed);
            cluster.Store.Replace(Kinds.Node, changed);
        }

        return this;
    }
}
