using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Awoooi.Infrastructure.Simulator.Http;
using Awoooi.Infrastructure.Simulator.Objects;

namespace Awoooi.Infrastructure.Simulator.Faults;

/// <summary>Admission that stands in the way of changes to workloads in a namespace.</summary>
public sealed class AdmissionFaults
{
    private readonly ConcurrentDictionary<string, string> _deadWebhooks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Policy, string Message)> _denials = new(StringComparer.Ordinal);

    /// <summary>A webhook that must be asked and does not answer: every change is a 500.</summary>
    public void WebhookDown(string ns, string webhook) => _deadWebhooks[ns] = webhook;

    /// <summary>A policy that denies every change with this message.</summary>
    public void Deny(string ns, string policy, string message) => _denials[ns] = (policy, message);

    public void Lift(string ns)
    {
        _deadWebhooks.TryRemove(ns, out _);
        _denials.TryRemove(ns, out _);
    }

    internal ApiAnswer? Judge(KubernetesVersion version, ResourceKind kind, string? ns, string name)
    {
        if (ns is null || !kind.IsWorkload)
        {
            return null;
        }

        if (_denials.TryGetValue(ns, out var denial))
        {
            var why = $"ValidatingAdmissionPolicy '{denial.Policy}' with binding '{denial.Policy}' denied request: {denial.Message}";
            var details = Refusals.Details(name, kind.Group, kind.Plural);
            details["causes"] = new JsonArray(new JsonObject { ["message"] = why });
            return Refusals.Status(422, "Invalid", $"{kind.Qualified} \"{name}\" is forbidden: {why}", details);
        }

        if (!_deadWebhooks.TryGetValue(ns, out var webhook))
        {
            return null;
        }

        var cause = version == KubernetesVersion.V1_20 ? "" : "failed to call webhook: ";
        var failure = $"failed calling webhook \"{webhook}\": {cause}Post \"https://192.0.2.10:9/check?timeout=2s\": dial tcp 192.0.2.10:9: connect: connection refused";
        return Refusals.Status(
            500, "InternalError", $"Internal error occurred: {failure}", new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["message"] = failure }) });
    }
}
