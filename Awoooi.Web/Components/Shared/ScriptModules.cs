using Microsoft.JSInterop;

namespace Awoooi.Web.Components.Shared;

/// <summary>Letting go of a script module when its component goes.</summary>
public static class ScriptModules
{
    /// <summary>Calls <paramref name="last"/> on the module, if named, and releases it.</summary>
    public static async ValueTask ReleaseAsync(this IJSObjectReference? module, string? last = null)
    {
        if (module is null)
        {
            return;
        }

        try
        {
            if (last is not null)
            {
                await module.InvokeVoidAsync(last);
            }

            await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first and took the module with it: there is nothing left to release.
        }
    }
}
