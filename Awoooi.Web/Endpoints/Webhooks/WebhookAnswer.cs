using System.Text.Json.Serialization;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>What a sender is told: <c>received = opened + aggregated + duplicates + resolved + ignored + rejected</c>.</summary>
internal sealed record WebhookAnswer(
    string Status, int Received, int Opened, int Aggregated, int Duplicates, int Resolved, int Ignored, IReadOnlyList<RejectedAlert> Rejected, IReadOnlyList<AnsweredIncident> Incidents);

internal sealed record RejectedAlert(int Index, string Reason);

internal sealed record AnsweredIncident(Guid Id, string Fingerprint, bool IsNew, long HitCount);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebhookAnswer))]
internal sealed partial class WebhookJson : JsonSerializerContext;
