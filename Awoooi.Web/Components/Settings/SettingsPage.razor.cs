using Awoooi.Core.Incidents;
using Awoooi.Core.Live;
using Awoooi.Web.Configuration;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Settings;

/// <summary>How one wants things shown, and how the installation is connected. Keys are for administrators, the rest for every role.</summary>
public sealed partial class SettingsPage
{
    private const int RefusedLines = 20;

    [Inject] internal SourceOverview Overview { get; set; } = null!;

    [Inject] public required IRefusedDeliveries Refusals { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] public required IConfiguration Configuration { get; set; }

    protected override IReadOnlyCollection<string> Topics { get; } = [LiveTopics.Sources, LiveTopics.Settings, LiveTopics.People];

    private string BaseUrl => PublicUrl.Of(Configuration, Nav.BaseUri);

    protected override async ValueTask<SettingsModel> ReadAsync(CancellationToken cancel)
        => new(await Overview.ReadAsync(cancel), await Refusals.ListAsync(RefusedLines, cancel), await Acting.ReadAsync(cancel));

    protected override bool Same(SettingsModel current, SettingsModel next) => current.Print == next.Print;
}
