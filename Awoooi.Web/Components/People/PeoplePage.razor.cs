using Awoooi.Core.People;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.People;

/// <summary>Accounts, invitations and tokens. A plain page of forms: each act is one request, decided by the rights of that moment.</summary>
public sealed partial class PeoplePage
{
    private Actor _actor = null!;
    private IReadOnlyList<Person> _people = [];
    private IReadOnlyList<Invitation> _invitations = [];
    private IReadOnlyList<AccessToken> _tokens = [];
    private Person? _chosen;
    private LinkOutcome? _link;
    private string? _linkFor;
    private string? _done;
    private PeopleRefusal? _refusal;

    [Inject] public required IPeople Store { get; set; }

    [Inject] public required ITokens Tokens { get; set; }

    [Inject] public required IActors Actors { get; set; }

    [CascadingParameter] public required HttpContext Http { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromQuery(Name = "person")] public Guid? Chosen { get; set; }

    [SupplyParameterFromForm(FormName = "Invite")] public InviteInput? Invite { get; set; }

    [SupplyParameterFromForm(FormName = "Change")] public ChangeInput? Change { get; set; }

    [SupplyParameterFromForm(FormName = "Lock")] public PickInput? Lock { get; set; }

    [SupplyParameterFromForm(FormName = "Reset")] public PickInput? Reset { get; set; }

    [SupplyParameterFromForm(FormName = "Withdraw")] public PickInput? Withdraw { get; set; }

    [SupplyParameterFromForm(FormName = "Revoke")] public PickInput? Revoke { get; set; }

    private CancellationToken Cancel => Http.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        _actor = await Actors.OfSessionAsync(Http.User.SessionId()!.Value, Cancel) ?? throw new InvalidOperationException("The session ended while the page was made.");
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _people = await Store.ListAsync(Cancel);
        _invitations = await Store.InvitationsAsync(Cancel);
        _tokens = await Tokens.ListAsync(_actor, Cancel);
        _chosen = _people.FirstOrDefault(person => person.Id == Chosen);
    }

    private async Task InviteAsync()
    {
        var input = Invite ?? new InviteInput();
        var email = input.Email?.Trim() ?? "";
        await LinkAsync(email, await Store.InviteAsync(_actor, new NewPerson(email, input.Name?.Trim() ?? "", input.Roles), Cancel));
    }

    private async Task ResetAsync()
    {
        var person = await PersonAsync(Reset);
        await LinkAsync(person?.Email ?? "", person is null ? LinkOutcome.Refused(PeopleRefusal.NotFound) : await Store.ResetAsync(_actor, person.Id, Cancel));
    }

    private Task WithdrawAsync() => ActAsync(Store.WithdrawAsync(_actor, Withdraw?.Invitation ?? Guid.Empty, Cancel), "done.withdrawn");

    private Task RevokeAsync() => ActAsync(Tokens.RevokeAsync(_actor, Revoke?.Token ?? Guid.Empty, Cancel), "done.revoked");

    private Task ChangeRolesAsync() => ActAsync(Store.ChangeRolesAsync(_actor, Change?.Person ?? Guid.Empty, Change?.Roles ?? Roles.None, Cancel), "done.roles");

    private async Task LockAsync()
    {
        if (await PersonAsync(Lock) is not { } person)
        {
            _refusal = PeopleRefusal.NotFound;
            return;
        }

        await (person.LockedAt is null
            ? ActAsync(Store.LockAsync(_actor, person.Id, Cancel), "done.locked")
            : ActAsync(Store.UnlockAsync(_actor, person.Id, Cancel), "done.unlocked"));
    }

    private async Task ActAsync(Task<PeopleRefusal?> act, string done)
    {
        _refusal = await act;
        _done = _refusal is null ? done : null;
        await ReadAsync();
    }

    private async Task LinkAsync(string email, LinkOutcome outcome)
    {
        (_refusal, _link, _linkFor) = (outcome.Refusal, outcome, email);
        await ReadAsync();
    }

    private async Task<Person?> PersonAsync(PickInput? input) => input is null ? null : await Store.FindAsync(input.Person.ToString(), Cancel);

    private string Absolute(string secret) => $"{Http.Request.Scheme}://{Http.Request.Host}{LinkPaths.Join(secret)}";
}
