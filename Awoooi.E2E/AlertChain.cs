using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Awoooi.E2E;

/// <summary>
/// Prometheus and Alertmanager as Debian packages them, on loopback with a data folder of their own. Their intervals are shortened
/// from minutes to seconds (scrape and evaluation 1 s for 15 s and 1 min, group_wait 1 s for 30 s, group_interval 2 s for 5 min,
/// repeat_interval 10 s for 4 h, the window and the pending time of the rule 5 s and 2 s for 5 min and 15 min); all else is as it comes.
/// </summary>
internal sealed class AlertChain : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Process _prometheus;
    private readonly Process _alertmanager;

    private AlertChain(string folder, Process prometheus, Process alertmanager) => (_folder, _prometheus, _alertmanager) = (folder, prometheus, alertmanager);

    /// <param name="metrics">Host and port of what is scraped as kube-state-metrics.</param>
    public static async Task<AlertChain> StartAsync(string metrics, Uri app, string key)
    {
        var folder = Directory.CreateTempSubdirectory("awoooi-chain-").FullName;
        var (prometheusPort, alertmanagerPort) = (FreePort(), FreePort());
        await WriteAsync(folder, "alertmanager.yml", $"""
            route:
              receiver: awoooi
              group_by: [alertname, namespace]
              group_wait: 1s
              group_interval: 2s
              repeat_interval: 10s
            receivers:
              - name: awoooi
                webhook_configs:
                  - url: {app}api/v1/webhooks/alertmanager
                    send_resolved: true
                    http_config:
                      authorization:
                        type: Bearer
                        credentials: {key}
            """);
        await WriteAsync(folder, "rules.yml", """
            groups:
              - name: kubernetes-apps
                rules:
                  - alert: KubePodCrashLooping
                    expr: max_over_time(kube_pod_container_status_waiting_reason{reason="CrashLoopBackOff", job="kube-state-metrics"}[5s]) >= 1
                    for: 2s
                    labels: {severity: warning}
                    annotations:
                      summary: Pod is crash looping.
                      description: 'Pod {{ $labels.namespace }}/{{ $labels.pod }} ({{ $labels.container }}) is in waiting state (reason: "CrashLoopBackOff").'
            """);

        // Labels of the exporter give way to those it exports, as in the usual installation.
        await WriteAsync(folder, "prometheus.yml", $"""
            global:
              scrape_interval: 1s
              scrape_timeout: 1s
              evaluation_interval: 1s
            rule_files: [rules.yml]
            alerting:
              alertmanagers:
                - static_configs:
                    - targets: ['127.0.0.1:{alertmanagerPort}']
            scrape_configs:
              - job_name: kube-state-metrics
                honor_labels: true
                static_configs:
                  - targets: ['{metrics}']
            """);
        var alertmanager = Start(folder, "prometheus-alertmanager", "--config.file=alertmanager.yml", "--storage.path=alertmanager", $"--web.listen-address=127.0.0.1:{alertmanagerPort}", "--cluster.listen-address=");
        var prometheus = Start(folder, "prometheus", "--config.file=prometheus.yml", "--storage.tsdb.path=prometheus", $"--web.listen-address=127.0.0.1:{prometheusPort}", "--rules.alert.resend-delay=2s");
        var chain = new AlertChain(folder, prometheus, alertmanager);
        await chain.ReadyAsync(alertmanager, $"http://127.0.0.1:{alertmanagerPort}/-/ready");
        await chain.ReadyAsync(prometheus, $"http://127.0.0.1:{prometheusPort}/-/ready");
        return chain;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in new[] { _prometheus, _alertmanager })
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static Task WriteAsync(string folder, string name, string text) => File.WriteAllTextAsync(Path.Combine(folder, name), text + "\n");

    private static Process Start(string folder, string program, params string[] arguments)
    {
        // Their logs go to files: a pipe that nobody reads would stop them one day.
        var line = string.Join(' ', arguments.Prepend($"/usr/bin/{program}").Select(word => $"'{word}'"));
        return Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"exec {line} > '{program}.log' 2>&1"]) { WorkingDirectory = folder })!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ReadyAsync(Process process, string address)
    {
        using var http = new HttpClient();
        await Until.HoldsAsync($"an answer of {address}", async cancel =>
        {
            Assert.False(process.HasExited, string.Join('\n', Directory.GetFiles(_folder, "*.log").Select(File.ReadAllText)));
            try
            {
                using var answer = await http.GetAsync(address, cancel);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
                return false;
            }
        });
    }
}
