using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Core.Trust;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>Approvals in PostgreSQL.</summary>
internal sealed class ApprovalStore(Database database, ApprovalRules rules, ApprovalMetrics? metrics = null) : IApprovalStore
{
    private const int MostListed = 200;
    private readonly ApprovalOpening _opening = new(database, rules);
    private readonly ApprovalAct _act = new(database, rules);

    public async Task<OpenOutcome> OpenAsync(NewApproval request, CancellationToken cancel)
    {
        var outcome = await _opening.OpenAsync(request, cancel);
        if (outcome is OpenOutcome.Opened opened)
        {
            metrics?.Opened(opened.Approval.Risk);
        }

        return outcome;
    }

    public Task<ApprovalOutcome> SignAsync(Guid id, Signer signer, SignRequest request, RequestOrigin origin, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.Sign(signer, request, moment.For(rules)), ActRequest.Of(signer, origin, request), cancel);

    public Task<ApprovalOutcome> BreakGlassAsync(Guid id, Signer signer, SignRequest request, RequestOrigin origin, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.BreakGlass(signer, request, moment.For(rules)), ActRequest.Of(signer, origin, ("break-glass", request)), cancel);

    public Task<ApprovalOutcome> TakeBackAsync(Guid id, Signer signer, RequestOrigin origin, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.TakeBack(signer, moment.Now), ActRequest.Of(signer, origin, "take-back"), cancel);

    public Task<ApprovalOutcome> ExtendAsync(Guid id, Signer signer, IReadOnlyList<PreFlightLine> preFlight, RequestOrigin origin, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.Extend(signer, preFlight, moment.Now), ActRequest.Of(signer, origin, "extend"), cancel);

    public Task<ApprovalOutcome> WithdrawAsync(Guid id, Signer signer, string? reason, RequestOrigin origin, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.Withdraw(signer, reason, moment.Now), ActRequest.Of(signer, origin, ("withdraw", reason)), cancel);

    public Task<ApprovalOutcome> SupersedeAsync(Guid id, string reason, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.Supersede(reason, moment.Now), ActRequest.None, cancel);

    public Task<ApprovalOutcome> CollapseAsync(Guid id, string reason, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.Collapse(reason, moment.Now), ActRequest.None, cancel);

    public Task<ApprovalOutcome> ChangeAsync(Guid id, string difference, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.Change(difference, moment.Now), ActRequest.None, cancel);

    public Task<ApprovalOutcome> StartAsync(Guid id, CancellationToken cancel) => _act.RunAsync(id, Start, ActRequest.None, cancel);

    public Task<ApprovalOutcome> AdvanceAsync(Guid id, ApprovalState to, string actor, string? reason, CancellationToken cancel)
        => _act.RunAsync(id, (approval, moment) => approval.Advance(to, actor, reason, moment.Now), ActRequest.None, cancel);

    public async Task<int> ExpireDueAsync(CancellationToken cancel)
    {
        var due = await QueryIdsAsync(
            "select id from approvals where state in ('pending', 'partially_signed') and expires_at <= clock_timestamp() order by expires_at limit 200", [], cancel);
        var expired = 0;
        foreach (var id in due)
        {
            if (await _act.RunAsync(id, (approval, moment) => approval.Expire(moment.Now), ActRequest.None, cancel) is ApprovalOutcome.Accepted)
            {
                expired++;
            }
        }

        await using var sweep = database.Background.CreateCommand("delete from approval_requests where at < clock_timestamp() - interval '1 day'");
        await sweep.ExecuteNonQueryAsync(cancel);
        return expired;
    }

    public async Task SavePreFlightAsync(Guid id, IReadOnlyList<PreFlightLine> lines, CancellationToken cancel)
    {
        await using var connection = await database.Background.OpenConnectionAsync(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await using (var batch = new NpgsqlBatch(connection, transaction))
        {
            batch.BatchCommands.Add(ApprovalStatements.PreFlight(id, lines));
            await batch.ExecuteNonQueryAsync(cancel);
        }

        await LiveNotify.PublishAsync(connection, transaction, [Core.Live.LiveTopics.Approval(id)], cancel);
        await transaction.CommitAsync(cancel);
    }

    public async Task<Approval?> FindAsync(Guid id, CancellationToken cancel)
        => First(await QueryAsync("where a.id = $1", [new() { Value = id }], cancel));

    public async Task<Approval?> FindAsync(string id, CancellationToken cancel)
    {
        if (Guid.TryParse(id, out var uuid))
        {
            return await FindAsync(uuid, cancel);
        }

        return id.StartsWith("APR-", StringComparison.OrdinalIgnoreCase) && long.TryParse(id.AsSpan(4), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? First(await QueryAsync("where a.number = $1", [new() { Value = number }], cancel))
            : null;
    }

    public async Task<IReadOnlyList<Approval>> BoardAsync(Guid? viewer, CancellationToken cancel) => await QueryAsync(
        """
        where a.state in ('pending', 'partially_signed', 'approved', 'executing', 'verifying', 'rolling_back', 'unknown')
        order by (a.state in ('pending', 'partially_signed') and a.proposed_by is distinct from $1 and not coalesce($1 = any(a.edited_by), false)
            and not exists (select 1 from signatures s where s.approval_id = a.id and s.person_id = $1 and s.voided is null)) desc,
          a.risk desc, a.expires_at, a.number limit $2
        """,
        [OptionalParameter.Of(viewer, NpgsqlDbType.Uuid), new() { Value = MostListed }], cancel);

    public async Task<IReadOnlyList<Approval>> ListAsync(ApprovalFilter filter, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return await QueryAsync(
            "where ($1::text[] is null or a.state = any($1)) and ($2::uuid is null or a.incident_id = $2) and ($3::bigint is null or a.number < $3) order by a.number desc limit $4",
            [
                OptionalParameter.Of(filter.States?.Select(WireNames.Of).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text),
                OptionalParameter.Of(filter.IncidentId, NpgsqlDbType.Uuid),
                OptionalParameter.Of(filter.Before, NpgsqlDbType.Bigint),
                new() { Value = Math.Clamp(filter.Limit, 1, MostListed) },
            ],
            cancel);
    }

    public async Task<Guid?> FindExecutionAsync(Guid approvalId, CancellationToken cancel)
    {
        var found = await QueryIdsAsync("select id from executions where approval_id = $1", [new() { Value = approvalId }], cancel);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<Approval?> FindByExecutionAsync(Guid executionId, CancellationToken cancel)
        => First(await QueryAsync("where a.id = (select approval_id from executions where id = $1)", [new() { Value = executionId }], cancel));

    private static Approval? First(IReadOnlyList<Approval> found) => found.Count == 0 ? null : found[0];

    private static ApprovalOutcome Start(Approval approval, DatabaseMoment moment)
        => moment.Switch == AutonomySwitch.Paused || (moment.Switch == AutonomySwitch.Asking && approval.Authority is Authority.Automatic or Authority.StandingOrder)
            ? ApprovalOutcome.Refuse(RefusalCode.Paused, ("switch", WireNames.Snake(moment.Switch)))
            : approval.Start(moment.Now);

    private async Task<IReadOnlyList<Approval>> QueryAsync(string clause, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancel)
    {
        await using var connection = await database.Interactive.OpenConnectionAsync(cancel);
        return await ApprovalReader.ReadAsync(connection, null, $"select {ApprovalColumns.List} from approvals a {clause}", parameters, cancel);
    }

    private async Task<IReadOnlyList<Guid>> QueryIdsAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken cancel)
    {
        await using var command = database.Interactive.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        await using var reader = await command.ExecuteReaderAsync(cancel);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(cancel))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }
}
