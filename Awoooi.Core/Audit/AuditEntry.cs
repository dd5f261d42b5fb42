using System.Text.Json.Nodes;

namespace Awoooi.Core.Audit;

/// <summary>One act worth proving later. Chains are hash-linked by the store; <see cref="Chain"/> names the writer or <c>decisions</c>.</summary>
public sealed record AuditEntry
{
    /// <summary>Decisions and signatures use <see cref="AuditChains.Decisions"/>, so that signing never waits behind intake.</summary>
    public required string Chain { get; init; }

    /// <summary>Who or what: a person's name and id, <c>console</c>, <c>awoooi</c>, <c>webhook:alertmanager</c>.</summary>
    public required string Actor { get; init; }

    /// <summary>Past-tense slug, for example <c>approval.signed</c>.</summary>
    public required string Action { get; init; }

    /// <summary>On what, for example <c>APR-0231</c>.</summary>
    public required string Subject { get; init; }

    public JsonNode? Before { get; init; }

    public JsonNode? After { get; init; }

    public string? Reason { get; init; }

    public string? RequestId { get; init; }
}

/// <summary>Names of the fixed chains.</summary>
public static class AuditChains
{
    public const string Decisions = "decisions";

    public const string System = "system";
}

/// <summary>Appends to the audit log in a transaction of its own; stores that write audit with their change use their own SQL.</summary>
public interface IAuditLog
{
    Task AppendAsync(AuditEntry entry, CancellationToken cancel);
}
