using Awoooi.Core.Approvals;
using Awoooi.Core.Plans;
using Awoooi.Infrastructure.Postgres.Approvals;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Postgres.Approvals;

/// <summary>What the database alone still holds when a row was set back behind the state machine's back. A database of its own, for its indexes go.</summary>
public sealed class LastGuardTests(StoreFixture store) : IClassFixture<StoreFixture>
{
    private readonly ApprovalStore _approvals = new(store.Database, new ApprovalRules());

    [Fact]
    public async Task The_unique_index_stops_a_second_execution_and_without_it_there_would_be_two()
    {
        var approval = await SignedAndSetBackAsync();

        var held = await _approvals.SignAsync(approval.Id, A.Person("Mei Lin"), A.Yes(approval), RequestOrigin.Unknown, default);

        Assert.Equal(RefusalCode.NotWaiting, A.Refused(held));
        Assert.Equal(1, await ExecutionsAsync(approval));

        await store.ExecuteAsync("drop index executions_once");
        A.Accepted(await _approvals.SignAsync(approval.Id, A.Person("Mei Lin"), A.Yes(approval), RequestOrigin.Unknown, default));
        Assert.Equal(2, await ExecutionsAsync(approval));
    }

    private async Task<Approval> SignedAndSetBackAsync()
    {
        var request = A.Request(A.Plan(risk: RiskLevel.Medium, id: Guid.CreateVersion7(TimeProvider.System.GetUtcNow())));
        var approval = Assert.IsType<OpenOutcome.Opened>(await _approvals.OpenAsync(request, default)).Approval;
        A.Accepted(await _approvals.SignAsync(approval.Id, A.Person("Lin Wei"), A.Yes(approval), RequestOrigin.Unknown, default));
        await store.ExecuteAsync("update approvals set state = 'pending', authority = 'none', not_before = null; update signatures set voided = 'taken_back'");
        return approval;
    }

    private Task<long> ExecutionsAsync(Approval approval) => store.ScalarAsync<long>($"select count(*) from executions where approval_id = '{approval.Id}'");
}
