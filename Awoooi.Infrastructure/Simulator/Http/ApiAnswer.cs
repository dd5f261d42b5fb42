using System.Text.Json.Nodes;

namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>What goes back over the wire: a JSON body, or plain text where the real server answers in text.</summary>
internal sealed record ApiAnswer(int Status, JsonNode? Body)
{
    public string? PlainText { get; init; }

    public string TextType { get; init; } = "text/plain; charset=utf-8";

    public int? RetryAfterSeconds { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>True when stored state was changed for this answer.</summary>
    public bool Mutated { get; init; }

    public static ApiAnswer Text(int status, string text) => new(status, null) { PlainText = text };
}
