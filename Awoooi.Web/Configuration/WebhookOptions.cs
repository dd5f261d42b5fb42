namespace Awoooi.Web.Configuration;

/// <summary>Keys of the webhook doors. A source of its own may have its own keys: <c>Awoooi:Webhooks:Alertmanager:Secret</c>.</summary>
public sealed class WebhookOptions
{
    public const string Section = "Awoooi:Webhooks";

    /// <summary>Keys that every source accepts, separated by commas so that one can be rotated. Empty: one is made and kept in the database.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Refused deliveries a minute from one address without a valid key before it is told to wait.</summary>
    public int RefusalsPerMinute { get; set; } = 60;
}
