using Awoooi.Core.People;

namespace Awoooi.Web.Components.People;

/// <summary>Ticked roles as a form posts them; the names are those of <see cref="RoleNames"/>.</summary>
public class RoleInput
{
    public bool Monitor { get; set; }

    public bool SRE { get; set; }

    public bool Commander { get; set; }

    public bool Admin { get; set; }

    public Roles Roles => (Monitor ? Roles.Monitor : 0) | (SRE ? Roles.Sre : 0) | (Commander ? Roles.Commander : 0) | (Admin ? Roles.Admin : 0);
}
