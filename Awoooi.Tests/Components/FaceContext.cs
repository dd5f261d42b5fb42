using System.Globalization;
using Awoooi.Core.Live;
using Awoooi.Tests.TestKit;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Components.Live;
using Awoooi.Web.Components.Shared;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Awoooi.Tests.Components;

/// <summary>What every component of the face may ask for, with a clock that stands still and a bus inside the test.</summary>
public abstract class FaceContext : BunitContext
{
    /// <param name="more">Further services; nothing can be added once the renderer is there.</param>
    private protected FaceContext(string culture = Cultures.English, Action<IServiceCollection>? more = null)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Clock);
        Services.AddSingleton<ILiveBus>(Bus);
        Services.AddSingleton<Ticker>();
        Services.AddSingleton<ViewHold>();
        Services.AddSingleton<Toasts>();
        Services.AddSingleton<ILiveHandover>(Handover);
        Authorization = AddAuthorization();
        Authorization.SetAuthorized("Kei Tanaka");
        more?.Invoke(Services);
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    private protected ManualClock Clock { get; } = new();

    /// <summary>What a request of this context hands to its circuit.</summary>
    private protected FakeHandover Handover { get; } = new();

    /// <summary>What the circuit knows of the person.</summary>
    private protected BunitAuthorizationContext Authorization { get; }

    private protected FakeLiveBus Bus { get; } = new();
}
