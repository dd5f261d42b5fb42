using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Awoooi.E2E;

/// <summary>What kube-state-metrics would say of the pods of one namespace, asked of the API server at each scrape.</summary>
internal sealed class StateMetrics : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _cluster;

    private StateMetrics(WebApplication app, HttpClient cluster) => (_app, _cluster) = (app, cluster);

    /// <summary>Host and port.</summary>
    public string Address => new Uri(_app.Urls.First()).Authority;

    public static async Task<StateMetrics> StartAsync(Uri cluster, string ns)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var http = new HttpClient { BaseAddress = cluster };
        http.DefaultRequestHeaders.Authorization = new("Bearer", "viewer");
        var app = builder.Build();
        app.MapGet("/metrics", async (CancellationToken cancel) => Results.Text(await TextAsync(http, ns, cancel), "text/plain; version=0.0.4"));
        await app.StartAsync();
        return new StateMetrics(app, http);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _cluster.Dispose();
    }

    private static async Task<string> TextAsync(HttpClient cluster, string ns, CancellationToken cancel)
    {
        var pods = JsonNode.Parse(await cluster.GetStringAsync($"/api/v1/namespaces/{ns}/pods", cancel))!["items"]!.AsArray();
        var (waiting, restarts) = (new StringBuilder(), new StringBuilder());
        foreach (var (pod, container) in pods.SelectMany(pod => (pod!["status"]?["containerStatuses"]?.AsArray() ?? []).Select(container => (pod, container!))))
        {
            var labels = $"namespace=\"{ns}\",pod=\"{pod["metadata"]!["name"]}\",uid=\"{pod["metadata"]!["uid"]}\",container=\"{container["name"]}\"";
            restarts.Append(CultureInfo.InvariantCulture, $"kube_pod_container_status_restarts_total{{{labels}}} {container["restartCount"]}\n");
            if (container["state"]?["waiting"]?["reason"] is { } reason)
            {
                waiting.Append(CultureInfo.InvariantCulture, $"kube_pod_container_status_waiting_reason{{{labels},reason=\"{reason}\"}} 1\n");
            }
        }

        return $"# TYPE kube_pod_container_status_restarts_total counter\n{restarts}# TYPE kube_pod_container_status_waiting_reason gauge\n{waiting}";
    }
}
