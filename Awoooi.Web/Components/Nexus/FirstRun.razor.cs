using System.Globalization;
using Awoooi.Core.Live;
using Awoooi.Core.People;
using Awoooi.Core.Settings;
using Awoooi.Core.Trust;
using Awoooi.Web.Components.Settings;
using Awoooi.Web.Configuration;
using Awoooi.Web.Endpoints.Health;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Security;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Nexus;

/// <summary>The five first steps. Reading is open to every role; each act asks the database who acts.</summary>
public sealed partial class FirstRun
{
    private readonly CancellationTokenSource _gone = new();
    private string? _notice;
    private bool _noticeBad;
    private bool _busy;
    private bool _sending;
    private bool _manifest;

    [Inject] internal FirstRunReader Reader { get; set; } = null!;

    [Inject] internal TestAlerts Tests { get; set; } = null!;

    [Inject] internal Doctor Doctor { get; set; } = null!;

    [Inject] public required IFirstRunStore Store { get; set; }

    [Inject] public required IAutomationStore Automation { get; set; }

    [Inject] public required ActingPerson Acting { get; set; }

    [Inject] public required NavigationManager Nav { get; set; }

    [Inject] public required IConfiguration Configuration { get; set; }

    protected override IReadOnlyCollection<string> Topics { get; } =
        [LiveTopics.Incidents, LiveTopics.Sources, LiveTopics.Autonomy, LiveTopics.People, LiveTopics.Settings];

    private string BaseUrl => PublicUrl.Of(Configuration, Nav.BaseUri);

    protected override async ValueTask<FirstRunView> ReadAsync(CancellationToken cancel)
        => new(await Reader.ReadAsync(await Acting.ReadAsync(cancel), cancel));

    protected override bool Same(FirstRunView current, FirstRunView next) => current.Run?.Print == next.Run?.Print;

    protected override void Leaving()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private static string Key(FirstStep step) => step switch
    {
        FirstStep.TestAlert => "test",
        FirstStep.MonitoringSource => "source",
        FirstStep.Cluster => "cluster",
        FirstStep.SecondSigner => "signer",
        _ => "mode",
    };

    private static IReadOnlyCollection<string> Covered(FirstRunModel run) => run.Namespaces.Count == 0 ? ["default"] : [.. run.Namespaces.Select(rule => rule.Namespace)];

    private string Line(FirstStep step, FirstRunModel run) => step switch
    {
        FirstStep.TestAlert => run.Facts.LastTest switch
        {
            null => L["test.line"],
            { Took: { } took, AnalysedAt: not null } => L["test.done", took.TotalSeconds.ToString("0.0", CultureInfo.CurrentCulture)],
            { AnalysedAt: null } => L["test.unread"],
            _ => L["test.open"],
        },
        FirstStep.MonitoringSource => run.Steps.Done.Contains(step) ? L["source.done", string.Join(", ", run.Facts.Heard.Order(StringComparer.Ordinal))] : L["source.line"],
        FirstStep.Cluster => run.Facts.Cluster switch
        {
            { Answers: false } => L["cluster.line"],
            { Missing: 0, Permissions: 0 } => L["cluster.answers"],
            { Missing: 0 } all => L["cluster.done", all.Permissions],
            var some => L["cluster.missing", some.Permissions - some.Missing, some.Permissions],
        },
        FirstStep.SecondSigner => run.Steps.Done.Contains(step) ? L["signer.done", run.Facts.Signers] : run.Invited > 0 ? L["signer.invited", run.Invited] : L["signer.line"],
        _ => run.Namespaces.Count == 0 ? L["mode.line"] : L["mode.done", string.Join(", ", run.Namespaces.Take(3).Select(rule => $"{rule.Namespace}: {L[$"mode.{rule.Mode.ToString().ToLowerInvariant()}"]}"))],
    };

    private async Task SendTestAsync()
    {
        _sending = true;
        await ActAsync(Roles.Sre | Roles.Commander | Roles.Admin, async (_, cancel) => await Tests.SendAsync(cancel) switch
        {
            TestAlertOutcome.Whole => null,
            TestAlertOutcome.NotStored => L["test.notStored"].Value,
            _ => L["test.notRead"].Value,
        });
        _sending = false;
    }

    private Task CheckAsync() => ActAsync(Roles.Monitor | Roles.Sre | Roles.Commander | Roles.Admin, async (_, cancel) =>
    {
        var report = await Doctor.ClusterAsync(TimeSpan.Zero, cancel);
        return report.Checks.FirstOrDefault(check => !check.Ok || check.Absent) is { } wrong ? $"{wrong.Name}: {DoctorWords.Detail(wrong, Words)}" : null;
    });

    private Task ChooseAsync((string Namespace, AutonomyMode Mode) wish) => ActAsync(Roles.Commander, async (actor, cancel) =>
    {
        var rule = (await Automation.ReadAsync(cancel)).For(wish.Namespace) ?? new NamespaceRule(wish.Namespace, wish.Mode, true, null, false, false);
        await Automation.SaveNamespaceAsync(rule with { Mode = wish.Mode, Allowed = true }, actor.AuditName, cancel);
        return null;
    });

    private Task EndAsync() => ActAsync(Roles.Commander | Roles.Admin, async (actor, cancel) =>
    {
        if (Model is not { Run.Steps.MayEnd: true })
        {
            return L["end.notYet"].Value;
        }

        await Store.EndAsync(actor.AuditName, "put away by a person", cancel);
        return null;
    });

    /// <param name="act">Does it; null when done, else why not.</param>
    private async Task ActAsync(Roles needed, Func<Actor, CancellationToken, Task<string?>> act)
    {
        if (_busy)
        {
            return;
        }

        (_busy, _notice) = (true, null);
        StateHasChanged();
        try
        {
            var actor = await Acting.ReadAsync(_gone.Token);
            _notice = actor is { Via: ActorVia.Browser } && (actor.Roles & needed) != Roles.None ? await act(actor, _gone.Token) : L["role"].Value;
            _noticeBad = _notice is not null;
            await ReadNowAsync();
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page went.
        }
        catch (Exception failure)
        {
            ActFailed(Loggers.CreateLogger<FirstRun>(), failure);
            (_notice, _noticeBad) = (L["failed"].Value, true);
        }
        finally
        {
            _busy = false;
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A first step could not be confirmed.")]
    private static partial void ActFailed(ILogger logger, Exception failure);
}
