using Awoooi.Core.People;

namespace Awoooi.Web.Components.Access;

/// <summary>The form that makes a token; the boxes are named after the scopes.</summary>
public sealed class TokenInput
{
    public string? Name { get; set; }

    public bool Read { get; set; }

    public bool Terminal { get; set; }

    public bool Sign { get; set; }

    public int Days { get; set; }

    public Scopes Scopes => (Read ? Scopes.Read : 0) | (Terminal ? Scopes.Terminal : 0) | (Sign ? Scopes.Sign : 0);
}
