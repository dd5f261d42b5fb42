using Awoooi.Core.Approvals;
using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.WarRoom;
using Awoooi.Web.Resources;
using Awoooi.Web.Security;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Incidents;

/// <summary>What a person does to an incident. Rights are read with each act; that a button was there counts for nothing.</summary>
public sealed class IncidentActs(IIncidentStore incidents, ActingPerson acting, IStringLocalizer<WarRoomText> words)
{
    /// <summary>Null when it was done, else why not, in words.</summary>
    public Task<string?> AcknowledgeAsync(Guid id, CancellationToken cancel) => ActAsync(actor => incidents.AcknowledgeAsync(id, actor, cancel), cancel);

    /// <inheritdoc cref="AcknowledgeAsync"/>
    public Task<string?> ResolveAsync(Guid id, string reason, CancellationToken cancel) => ActAsync(actor => incidents.ResolveAsync(id, actor, reason, cancel), cancel);

    /// <summary>Whether the person at the screen may act on incidents now, for showing buttons.</summary>
    public async Task<bool> MayAsync(CancellationToken cancel) => await acting.ReadAsync(cancel) is { } actor && Signer.Of(actor) is { MaySign: true };

    private async Task<string?> ActAsync(Func<string, Task<IncidentChange>> act, CancellationToken cancel)
    {
        if (await acting.ReadAsync(cancel) is not { } actor || Signer.Of(actor) is not { } signer)
        {
            return words["session"];
        }

        if (!signer.MaySign)
        {
            return Words.Of(words, Refusal.Of(RefusalCode.RoleMissing, ("needed", RoleNames.Sre)), Viewer.Default);
        }

        return await act(actor.AuditName) switch
        {
            IncidentChange.NotFound => Words.Of(words, Refusal.Of(RefusalCode.NotFound), Viewer.Default),

            // Somebody was quicker: what was wanted is so, and the page shows by whom.
            IncidentChange.Unchanged or IncidentChange.Done => null,
            var change => throw new InvalidOperationException($"An incident cannot be {change}."),
        };
    }
}
