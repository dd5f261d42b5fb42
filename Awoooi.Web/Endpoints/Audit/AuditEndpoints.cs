using System.Globalization;
using System.Text;
using Awoooi.Core.Audit;

namespace Awoooi.Web.Endpoints.Audit;

/// <summary>Reading and exporting the audit log.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/api/v1/audit").RequireAuthorization().WithTags("Audit");
        group.MapGet("", ListAsync).WithName("ListAudit").WithSummary("Audit entries, newest first.");
        group.MapGet("/export.csv", ExportAsync).WithName("ExportAudit").WithSummary("All entries of the filter as CSV, oldest first.");
        group.MapGet("/verify", async (IAuditReader audit, CancellationToken cancel) =>
        {
            var verification = await audit.VerifyAsync(cancel);
            return Results.Json(new { whole = verification.Whole, entries = verification.Entries, chains = verification.Chains, anchors = verification.Anchors, last_anchor = verification.LastAnchor, broken = verification.Broken });
        }).WithName("VerifyAudit");
    }

    private static async Task<IResult> ListAsync(IAuditReader audit, CancellationToken cancel,
        DateTimeOffset? since = null, DateTimeOffset? until = null, string? actor = null, string? action = null, string? subject = null, string? q = null, string? cursor = null, int limit = 50)
    {
        try
        {
            var page = await audit.ListAsync(new AuditFilter(since, until, actor, action, subject, q, cursor, limit), cancel);
            return Results.Json(new { items = page.Items, next = page.Next });
        }
        catch (FormatException wrong)
        {
            return Problems.BadRequest("cursor", wrong.Message);
        }
    }

    private static IResult ExportAsync(IAuditReader audit,
        DateTimeOffset? since = null, DateTimeOffset? until = null, string? actor = null, string? action = null, string? subject = null, string? q = null)
        => Results.Stream(
            async stream =>
            {
                await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
                await writer.WriteLineAsync("chain,seq,at,actor,action,subject,reason,request_id,before,after");
                await foreach (var entry in audit.ExportAsync(new AuditFilter(since, until, actor, action, subject, q), CancellationToken.None))
                {
                    await writer.WriteLineAsync(string.Join(',', Cells(entry).Select(Csv.Cell)));
                }
            },
            "text/csv; charset=utf-8",
            "awoooi-records.csv");

    private static IEnumerable<string?> Cells(StoredAuditEntry entry) =>
    [
        entry.Chain, entry.Seq.ToString(CultureInfo.InvariantCulture), entry.At.ToString("O", CultureInfo.InvariantCulture), entry.Actor, entry.Action, entry.Subject, entry.Reason, entry.RequestId, entry.Before, entry.After,
    ];
}

/// <summary>CSV cells that no spreadsheet takes for a formula.</summary>
internal static class Csv
{
    public static string Cell(string? text)
    {
        var value = text ?? "";
        if (value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r')
        {
            value = "'" + value;
        }

        return value.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
