using Awoooi.Core.Incidents;
using Awoooi.Core.People;
using Awoooi.Core.Settings;
using Awoooi.Core.Trust;
using Awoooi.Web.Endpoints.Health;

namespace Awoooi.Web.Components.Nexus;

/// <summary>Gathers the facts of the first run.</summary>
internal sealed class FirstRunReader(
    IFirstRunStore store, IAlertSources sources, IRefusedDeliveries refused, IPeople people, IAutomationStore automation, Doctor doctor, TimeProvider clock)
{
    /// <summary>A cluster that hangs must not keep the other steps waiting.</summary>
    private static readonly TimeSpan ClusterPatience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan ClusterAge = TimeSpan.FromSeconds(30);

    /// <summary>Null once the first run is over, which is for good: a cluster that is away for a minute must not bring it back.</summary>
    public async Task<FirstRunModel?> ReadAsync(Actor? viewer, CancellationToken cancel)
    {
        var record = await store.ReadAsync(cancel);
        if (record.EndedAt is not null)
        {
            return null;
        }

        var persons = await people.ListAsync(cancel);
        var rules = await automation.ReadAsync(cancel);
        var allowed = rules.Namespaces.Where(rule => rule.Allowed).ToList();
        var facts = new FirstRunFacts
        {
            LastTest = record.LastTest,
            InUse = record.InUse,
            Heard = [.. (await sources.ListAsync(cancel)).Where(source => source.LastReceivedAt is not null).Select(source => source.Source)],
            Cluster = await ClusterAsync(cancel),
            Signers = persons.Count(person => person.LockedAt is null && (person.Roles & (Roles.Sre | Roles.Commander)) != Roles.None),
            AllowedNamespaces = allowed.Count,
        };
        var steps = FirstSteps.Of(facts);
        if (steps.Complete)
        {
            await store.EndAsync("awoooi", "all steps done", cancel);
            return null;
        }

        var last = await refused.ListAsync(1, cancel);
        return new FirstRunModel(facts, steps, allowed, (await people.InvitationsAsync(cancel)).Count, last.Count > 0 ? last[0] : null, viewer);
    }

    private async Task<ClusterStanding> ClusterAsync(CancellationToken cancel)
    {
        try
        {
            return Doctor.Standing(await doctor.ClusterAsync(ClusterAge, cancel).WaitAsync(ClusterPatience, clock, cancel));
        }
        catch (TimeoutException)
        {
            return ClusterStanding.Unknown;
        }
    }
}
