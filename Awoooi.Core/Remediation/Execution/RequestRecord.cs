using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Awoooi.Core.Clusters;

namespace Awoooi.Core.Remediation.Execution;

/// <summary>How requests and answers are written into the audit log: exact, short, without secrets.</summary>
public static class RequestRecord
{
    private const int LongestBody = 1000;

    public static AuditEntry Stored(ExecutionRun run, ExecutionStep step) => Entry(run, "execution.request-stored", Request(run.Id, step.Mutation, step.Kind, step.Sends));

    public static AuditEntry SentAgain(ExecutionRun run, ExecutionStep step) => Entry(run, "execution.request-sent-again", Request(run.Id, step.Mutation, step.Kind, step.Sends));

    /// <summary>The request that a dry run did not send.</summary>
    public static AuditEntry Rehearsed(ExecutionRun run, ClusterMutation mutation) => Entry(run, "execution.rehearsed", Request(run.Id, mutation, StepKind.Act, 0));

    public static AuditEntry Answered(ExecutionRun run, ExecutionStep step, StepAnswer answer)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(answer);
        return Entry(run, "execution.answered", new JsonObject
        {
            ["execution"] = run.Id.ToString(),
            ["step"] = step.Seq,
            ["result"] = answer.Result.ToString(),
            ["detail"] = answer.Detail,
            ["generation"] = answer.Generation,
        });
    }

    private static JsonObject Request(Guid execution, ClusterMutation mutation, StepKind kind, int sends)
    {
        var bytes = Encoding.UTF8.GetBytes(mutation.Body);
        return new JsonObject
        {
            ["execution"] = execution.ToString(),
            ["kind"] = kind.ToString(),
            ["method"] = mutation.Method,
            ["path"] = mutation.Path,
            ["content_type"] = mutation.ContentType,

            // A template may carry secrets; its hash proves what was sent.
            ["body"] = mutation.Kind == MutationKind.Rollback
                ? string.Create(CultureInfo.InvariantCulture, $"({bytes.Length} bytes)")
                : mutation.Body[..Math.Min(LongestBody, mutation.Body.Length)],
            ["body_sha256"] = Convert.ToHexStringLower(SHA256.HashData(bytes)),
            ["marker"] = mutation.Marker,
            ["sends"] = sends,
        };
    }

    private static AuditEntry Entry(ExecutionRun run, string action, JsonObject after) => new()
    {
        Chain = AuditChains.System,
        Actor = "awoooi",
        Action = action,
        Subject = run.Approval.ShortId,
        After = after,
    };
}
