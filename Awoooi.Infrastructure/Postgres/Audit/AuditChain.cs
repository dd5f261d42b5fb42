using System.Text.Json.Nodes;
using Awoooi.Core.Audit;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Audit;

/// <summary>
/// Appends hash-chained audit entries inside the caller's transaction. The chain's head row is locked until the commit, so callers
/// append last, just before they commit.
/// </summary>
public static class AuditChain
{
    /// <summary>Entries of one chain keep their order; several chains are taken in ordinal order so that two callers never wait for each other.</summary>
    public static async Task AppendAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyList<AuditEntry> entries, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(entries);
        foreach (var chain in entries.GroupBy(entry => entry.Chain, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Head head;
            await using (var batch = new NpgsqlBatch(connection, transaction))
            {
                LockHead(batch, chain.Key);
                await using var reader = await batch.ExecuteReaderAsync(cancel);
                head = await ReadHeadAsync(reader, chain.Key, cancel);
            }

            await using var writes = new NpgsqlBatch(connection, transaction);
            Append(writes, head, [.. chain]);
            await writes.ExecuteNonQueryAsync(cancel);
        }
    }

    /// <summary>Adds the locking of a chain's head as the last result of the caller's batch, which saves it a round trip.</summary>
    internal static void LockHead(NpgsqlBatch batch, string chain)
    {
        batch.BatchCommands.Add(new NpgsqlBatchCommand(@"insert into audit_heads (chain, seq, hash) values ($1, 0, '\x') on conflict do nothing")
        {
            Parameters = { new() { Value = chain } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select seq, hash, clock_timestamp() from audit_heads where chain = $1 for update")
        {
            Parameters = { new() { Value = chain } },
        });
    }

    /// <summary>Reads the result of <see cref="LockHead"/>, at which the reader stands.</summary>
    internal static async Task<Head> ReadHeadAsync(NpgsqlDataReader reader, string chain, CancellationToken cancel)
    {
        await reader.ReadAsync(cancel);
        return new Head(chain, reader.GetInt64(0), reader.GetFieldValue<byte[]>(1), reader.GetFieldValue<DateTimeOffset>(2));
    }

    /// <summary>Adds to the caller's batch what appends to a chain whose head is locked.</summary>
    internal static void Append(NpgsqlBatch batch, Head head, IReadOnlyList<AuditEntry> entries)
    {
        var links = new List<Link>(entries.Count);
        var previous = head.Hash;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            var stored = new StoredAuditEntry(head.Chain, head.Seq + i + 1, head.Now, entry.Actor, entry.Action, entry.Subject, Text(entry.Before), Text(entry.After), entry.Reason, entry.RequestId);
            var hash = AuditHash.Of(previous, stored);
            links.Add(new Link(stored, previous, hash));
            previous = hash;
        }

        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            """
            insert into audit_entries (chain, seq, at, actor, action, subject, before, after, reason, request_id, previous, hash)
            select $1, seq, $2, actor, action, subject, before::json, after::json, reason, request_id, previous, hash
            from unnest($3, $4, $5, $6, $7, $8, $9, $10, $11, $12) as t (seq, actor, action, subject, before, after, reason, request_id, previous, hash)
            """)
        {
            Parameters =
            {
                new() { Value = head.Chain },
                new() { Value = head.Now.UtcDateTime },
                new() { Value = links.Select(link => link.Entry.Seq).ToArray() },
                Texts(links.Select(link => link.Entry.Actor)),
                Texts(links.Select(link => link.Entry.Action)),
                Texts(links.Select(link => link.Entry.Subject)),
                Texts(links.Select(link => link.Entry.Before)),
                Texts(links.Select(link => link.Entry.After)),
                Texts(links.Select(link => link.Entry.Reason)),
                Texts(links.Select(link => link.Entry.RequestId)),
                new() { Value = links.Select(link => link.Previous).ToArray() },
                new() { Value = links.Select(link => link.Hash).ToArray() },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("update audit_heads set seq = $2, hash = $3 where chain = $1")
        {
            Parameters = { new() { Value = head.Chain }, new() { Value = head.Seq + entries.Count }, new() { Value = previous } },
        });
    }

    private static string? Text(JsonNode? node) => node?.ToJsonString();

    private static NpgsqlParameter Texts(IEnumerable<string?> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    internal sealed record Head(string Chain, long Seq, byte[] Hash, DateTimeOffset Now);

    private sealed record Link(StoredAuditEntry Entry, byte[] Previous, byte[] Hash);
}
