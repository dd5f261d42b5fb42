using Awoooi.Core.Alerts.Bodies;
using Awoooi.Core.Alerts.Catalogue;

namespace Awoooi.Core.Alerts.Sources.Pipelines;

/// <summary>Hooks of GitLab and GitHub about runs and jobs.</summary>
public sealed class PipelineSource(AlertCatalogue catalogue) : IAlertSource
{
    private static readonly PickShape Shape = PickShape.Of([.. GitLabHook.Places, .. GitHubHook.Places]);

    private readonly AlertComposer _composer = new(catalogue);

    public string Name => "pipeline";

    public string Path => "pipeline";

    public long MaxBodyBytes => 5 * 1024 * 1024;

    public Normalisation Normalise(ReadOnlyMemory<byte> body, NormalisationContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var read = PickedBody.Read(body.Span, Shape, picked =>
        {
            var (run, fault) = Read(picked);
            return fault is not null ? Normalisation.Refused(fault.Path, fault.Reason)
                : run is null ? new Normalisation([], [], null)
                : new Normalisation([.. PipelineAlerts.Of(run).Select((raw, index) => new NormalisedAlert(index, _composer.Compose(raw with { Source = Name }, context)))], [], null);
        });
        return BodySniffer.Agree(Name, body.Span, read);
    }

    private static (PipelineRun? Run, BodyFault? Fault) Read(Picked body) =>
        body["object_kind"].IsString ? GitLabHook.Read(body)
        : body["workflow_run"].IsThere || body["workflow_job"].IsThere ? GitHubHook.Read(body)
        : body["zen"].IsString && body["hook_id"].IsThere ? (null, null)
        : (null, new BodyFault("$.object_kind", "is missing: this is neither a GitLab nor a GitHub hook"));
}
