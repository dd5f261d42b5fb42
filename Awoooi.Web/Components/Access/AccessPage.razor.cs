using System.Globalization;
using Awoooi.Core.People;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Login;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Access;

/// <summary>The passkeys and tokens of the person who looks at it.</summary>
public sealed partial class AccessPage
{
    private static readonly int[] Lifetimes = [7, 30, 90, 365];

    private Actor _actor = null!;
    private IReadOnlyList<Passkey> _passkeys = [];
    private IReadOnlyList<AccessToken> _tokens = [];
    private bool _fresh;
    private string? _done;
    private string? _refusal;
    private string? _secret;

    [Inject] public required IActors Actors { get; set; }

    [Inject] public required IPasskeys Passkeys { get; set; }

    [Inject] public required ITokens Tokens { get; set; }

    [Inject] internal PasskeyState State { get; set; } = null!;

    [CascadingParameter] public required HttpContext Http { get; set; }

    [CascadingParameter] public required Viewer Viewer { get; set; }

    [SupplyParameterFromForm(FormName = "Passkey")] public PasskeyInput? Passkey { get; set; }

    [SupplyParameterFromForm(FormName = "Remove")] public PickInput? Remove { get; set; }

    [SupplyParameterFromForm(FormName = "Make")] public TokenInput? Make { get; set; }

    [SupplyParameterFromForm(FormName = "Revoke")] public PickInput? Revoke { get; set; }

    private IReadOnlyList<(string Value, string Text)> Days => [.. Lifetimes.Select(days => (days.ToString(CultureInfo.InvariantCulture), L["token.day", days].Value))];

    private CancellationToken Cancel => Http.RequestAborted;

    protected override async Task OnInitializedAsync()
    {
        _actor = await Actors.OfSessionAsync(Http.User.SessionId() ?? Guid.Empty, Cancel) ?? throw new InvalidOperationException("The page is for a person in a browser.");
        _fresh = _actor.StepUpAt is { } at && _actor.ReadAt - at < IPasskeys.FreshStepUp;
        await ReadAsync();
    }

    private async Task ReadAsync()
    {
        _passkeys = await Passkeys.ListAsync(_actor, Cancel);
        _tokens = [.. (await Tokens.ListAsync(_actor, Cancel)).Where(token => token.OwnerId == _actor.PersonId)];
    }

    private async Task AddAsync()
    {
        var added = State.Take(Http, PasskeyPurpose.Add) is { } state && Passkey?.Credential is { Length: > 2 } credential
            && await Passkeys.AddAsync(_actor, new PasskeyAnswer(credential, state), Passkey.Name ?? "", Cancel);
        Tell(added, L["passkey.added"], L["passkey.failed"]);
        await ReadAsync();
    }

    private async Task RemoveAsync()
    {
        var removed = await Passkeys.RemoveAsync(_actor, Remove?.Id ?? "", Cancel);
        Tell(removed, L["passkey.removed"], L["passkey.kept"]);
        await ReadAsync();
    }

    private async Task MakeAsync()
    {
        var input = Make ?? new TokenInput();
        var outcome = await Tokens.AddAsync(_actor, _actor.PersonId, input.Name ?? "", input.Scopes, TimeSpan.FromDays(Math.Clamp(input.Days, 0, 1000)), Cancel);
        (_secret, _refusal) = (outcome.Secret, outcome.Refusal is { } refusal ? People[$"refusal.{refusal}"].Value : null);
        await ReadAsync();
    }

    private async Task RevokeAsync()
    {
        var refusal = Guid.TryParse(Revoke?.Id, out var id) ? await Tokens.RevokeAsync(_actor, id, Cancel) : PeopleRefusal.NotFound;
        Tell(refusal is null, L["token.revoked"], People[$"refusal.{refusal}"]);
        await ReadAsync();
    }

    private void Tell(bool done, string success, string refusal)
    {
        _done = done ? success : null;
        _refusal = done ? null : refusal;
    }

    private string Called(Passkey key) => key.Name.Length > 0 ? key.Name : L["passkey.unnamed"];

    /// <summary>A form about one passkey or token.</summary>
    public sealed class PickInput
    {
        public string? Id { get; set; }
    }
}
