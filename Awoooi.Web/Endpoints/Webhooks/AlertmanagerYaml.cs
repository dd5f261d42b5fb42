namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>What an Alertmanager needs to send to AWOOOI, to be copied.</summary>
internal static class AlertmanagerYaml
{
    /// <summary>The key stays in a file of its own, so that the text may be shown to everybody.</summary>
    /// <param name="url">Where AWOOOI is reached, without a slash at the end.</param>
    public static string For(string url) =>
        $"""
        receivers:
          - name: awoooi
            webhook_configs:
              - url: {url}/api/v1/webhooks/alertmanager
                send_resolved: true
                http_config:
                  authorization:
                    credentials_file: /etc/alertmanager/awoooi.secret
        route:
          receiver: awoooi
        """;
}
