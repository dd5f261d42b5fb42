using Awoooi.Core.Incidents;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>One door and what came through it.</summary>
/// <param name="Path">Below the address of the installation.</param>
/// <param name="LastHeard">When an alert of it was last stored; test alerts do not count.</param>
/// <param name="OwnKey">Whether configuration gives it a key of its own.</param>
public sealed record SourceLine(string Name, string Path, DateTimeOffset? LastHeard, DateTimeOffset? LastHeartbeat, long Refused, bool OwnKey);

/// <summary>All doors, heard or not.</summary>
internal sealed class SourceOverview(SourceReader sources, WebhookSecrets secrets, IAlertSources states)
{
    public async Task<IReadOnlyList<SourceLine>> ReadAsync(CancellationToken cancel)
    {
        var known = (await states.ListAsync(cancel)).ToDictionary(state => state.Source, StringComparer.Ordinal);
        return
        [
            .. sources.All.Select(source =>
            {
                var state = known.GetValueOrDefault(source.Name);
                return new SourceLine(source.Name, $"/api/v1/webhooks/{source.Path}", state?.LastReceivedAt, state?.LastHeartbeatAt, state?.Refused ?? 0, secrets.HasOwn(source.Name));
            }),
        ];
    }
}
