using Awoooi.Core.Approvals;
using Awoooi.Core.People;
using Awoooi.Tests.TestKit;

namespace Awoooi.Tests.Approvals;

public sealed class SignerTests
{
    private static readonly Guid Admin = new("018f0000-0000-7000-8000-000000000001");

    private static readonly Actor Actor = new()
    {
        PersonId = new Guid("018f0000-0000-7000-8000-000000000002"),
        Name = "Chen Yu",
        Roles = Roles.Commander,
        Via = ActorVia.Browser,
        Scopes = Scopes.Read | Scopes.Sign,
        StepUpAt = An.Noon,
        Standing = new AccountStanding(new AccountChange(AccountEvent.Created, An.Noon.AddDays(-9), Admin), Raised: new AccountChange(AccountEvent.Raised, An.Noon.AddDays(-2), null)),
    };

    [Fact]
    public void A_person_signs_with_present_roles_and_the_whole_past_of_the_account()
    {
        var signer = Signer.Of(Actor)!;

        Assert.Equal((Actor.PersonId, Roles.Commander, SignedVia.Browser, An.Noon), (signer.PersonId, signer.Roles, signer.Via, signer.StepUpAt));
        Assert.Equal(An.Noon.AddDays(-2), signer.AccountChangedAt);
        Assert.Equal([Admin], signer.RaisedBy);
        Assert.Equal(SignedVia.Token, Signer.Of(Actor with { Via = ActorVia.Token })!.Via);
    }

    [Fact]
    public void Console_and_tokens_without_the_scope_do_not_sign()
    {
        Assert.Null(Signer.Of(Actor.Console));
        Assert.Null(Signer.Of(Actor with { Via = ActorVia.Token, Scopes = Scopes.Read | Scopes.Terminal }));
    }
}
