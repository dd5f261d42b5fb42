using Awoooi.Core.Audit;
using Microsoft.AspNetCore.Components;

namespace Awoooi.Web.Components.Records;

/// <summary>The audit log: search, page, export, prove.</summary>
public sealed partial class RecordsPage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private AuditPage? _page;
    private AuditVerification? _verification;
    private bool _verifying;

    [Inject] public required IAuditReader Audit { get; set; }

    [SupplyParameterFromQuery] public string? Q { get; set; }

    [SupplyParameterFromQuery] public string? Cursor { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        var filter = new AuditFilter(Query: string.IsNullOrWhiteSpace(Q) ? null : Q.Trim(), Cursor: Cursor);
        try
        {
            _page = await Audit.ListAsync(filter, _gone.Token);
        }
        catch (FormatException)
        {
            // An address that was cut short still shows the first page.
            _page = await Audit.ListAsync(filter with { Cursor = null }, _gone.Token);
        }
    }

    private async Task VerifyAsync()
    {
        _verifying = true;
        try
        {
            _verification = await Audit.VerifyAsync(_gone.Token);
        }
        finally
        {
            _verifying = false;
        }
    }
}
