using Awoooi.Web.Demo;
using Awoooi.Web.Endpoints.Webhooks;

namespace Awoooi.Web.Configuration;

/// <summary>The one block that the console ends with after a start.</summary>
internal static class StartBanner
{
    /// <summary>Where somebody on this machine finds it.</summary>
    public static Uri Address(WebApplication host)
        => new(host.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));

    public static async Task PrintAsync(WebApplication host, string data, string? setupLink, DemoLogins? demo, TextWriter console)
    {
        var url = Address(host).ToString().TrimEnd('/');
        var secrets = host.Services.GetRequiredService<WebhookSecrets>();
        var key = secrets.Generated ?? "$WEBHOOK_SECRET";
        await console.WriteLineAsync();
        await console.WriteLineAsync($"  AWOOOI      {url}");
        if (demo is not null)
        {
            await PrintDemoAsync(demo, console);
        }

        if (setupLink is not null)
        {
            await console.WriteLineAsync($"  Set up      {url}{setupLink}   (once, within 24 h)");
        }

        await console.WriteLineAsync($"  Webhook     {url}/api/v1/webhooks/alertmanager");
        await console.WriteLineAsync($"  Key         {(secrets.Generated is null ? "as configured (WEBHOOK_SECRET)" : secrets.Generated)}");
        await console.WriteLineAsync($"  Data        {data}");
        await console.WriteLineAsync("  Try it:");
        await console.WriteLineAsync($"curl -sS -X POST {url}/api/v1/webhooks/alerts -H \"Authorization: Bearer {key}\" -H 'Content-Type: application/json' -d '{{\"alert_type\":\"HighErrorRate\",\"severity\":\"warning\",\"source\":\"curl\",\"message\":\"A first alert, sent by hand\",\"namespace\":\"shop\",\"target_resource\":\"cart\",\"resource_type\":\"deployment\"}}'");
        await console.WriteLineAsync();
    }

    private static async Task PrintDemoAsync(DemoLogins demo, TextWriter console)
    {
        await console.WriteLineAsync("  DEMO        people, services and incidents are invented; the next start begins anew");
        foreach (var (email, roles) in demo.Accounts)
        {
            await console.WriteLineAsync($"  Sign in     {email,-20} {roles}");
        }

        await console.WriteLineAsync($"  Password    {demo.Password}   (all of them, this run only)");
    }
}
