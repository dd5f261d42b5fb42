using Awoooi.Core.People;

namespace Awoooi.Web.Commands;

/// <summary>Refusals in the words of the console.</summary>
internal static class RefusalText
{
    public static string English(PeopleRefusal refusal) => refusal switch
    {
        PeopleRefusal.NotAllowed => "that is not allowed",
        PeopleRefusal.NotFound => "there is none",
        PeopleRefusal.LastAdministrator => "nobody would be left to administer; make another administrator first",
        PeopleRefusal.EmailInvalid => "that is not an e-mail address",
        PeopleRefusal.EmailTaken => "there is an account with this e-mail already",
        PeopleRefusal.NameMissing => "a name of 1 to 80 characters is needed",
        PeopleRefusal.RolesMissing => "at least one role is needed",
        PeopleRefusal.PasswordWeak => "the password needs 12 characters or more",
        PeopleRefusal.LinkDead => "the link is used, expired or unknown",
        PeopleRefusal.ExpiryInvalid => "a token ends between an hour and 366 days from now",
        PeopleRefusal.ScopesMissing => "at least one scope is needed",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, null),
    };
}
