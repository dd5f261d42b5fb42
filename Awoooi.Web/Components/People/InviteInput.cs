namespace Awoooi.Web.Components.People;

/// <summary>The form that invites somebody.</summary>
public sealed class InviteInput : RoleInput
{
    public string? Name { get; set; }

    public string? Email { get; set; }
}

/// <summary>The form that changes a person's roles.</summary>
public sealed class ChangeInput : RoleInput
{
    public Guid Person { get; set; }
}

/// <summary>A form about one thing of the page.</summary>
public sealed class PickInput
{
    public Guid Person { get; set; }

    public Guid Invitation { get; set; }

    public Guid Token { get; set; }
}
