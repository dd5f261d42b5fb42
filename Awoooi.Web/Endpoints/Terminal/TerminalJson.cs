using System.Text.Json.Nodes;
using Awoooi.Core.Approvals;
using Awoooi.Core.Terminal;
using Awoooi.Web.Components.Terminal;
using Awoooi.Web.Endpoints.Approvals;
using Awoooi.Web.Endpoints.Chain;
using Awoooi.Web.Endpoints.Incidents;
using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Endpoints.Terminal;

/// <summary>Cards as the API shows them; sentences are in the language of the request.</summary>
internal static class TerminalJson
{
    public static JsonObject Answer(TerminalAnswer answer, IStringLocalizer<TerminalText> texts) => new()
    {
        ["line"] = answer.Line,
        ["at"] = answer.At.UtcDateTime,
        ["took_ms"] = (long)answer.Took.TotalMilliseconds,
        ["card"] = Card(answer.Card, texts),
    };

    private static JsonObject Card(TerminalCard card, IStringLocalizer<TerminalText> texts)
    {
        var body = card switch
        {
            HelpCard help => Help(help, texts),
            IncidentSummaryCard incidents => Incidents(incidents),
            ApprovalCard approvals => new JsonObject
            {
                ["asked"] = approvals.Asked,
                ["items"] = Items(approvals.Items, ApprovalJson.Summary),
                ["more"] = approvals.More,
            },
            AlertChainCard alerts => AlertChainJson.Of(alerts.Chain),
            ErrorCard error => Error(error, texts),
            _ => throw new InvalidOperationException($"no JSON for {card.GetType().Name}"),
        };
        body.Insert(0, "kind", card.Kind);
        return body;
    }

    private static JsonObject Help(HelpCard help, IStringLocalizer<TerminalText> texts) => new()
    {
        ["commands"] = Items(help.Commands, command => new JsonObject
        {
            ["name"] = command.Name,
            ["arguments"] = Items(command.Arguments, word => new JsonObject { ["word"] = word.English, ["word_zh"] = word.Chinese, ["literal"] = word.IsLiteral }),
            ["text"] = texts[command.HelpKey].Value,
        }),
    };

    private static JsonObject Incidents(IncidentSummaryCard card) => new()
    {
        ["scope"] = WireNames.Snake(card.Scope),
        ["asked"] = card.Asked.Length > 0 ? card.Asked : null,
        ["items"] = Items(card.Items, IncidentJson.Summary),
        ["has_more"] = card.HasMore,
        ["story"] = card.Story is { } story
            ? new JsonObject
            {
                ["verdict"] = card.Items[0].Verdict?.DeepClone(),
                ["timeline"] = Items(story.Lines, line => new JsonObject { ["at"] = line.At.UtcDateTime, ["verb"] = line.Verb, ["text"] = line.English, ["text_zh"] = line.Chinese }),
                ["approvals"] = Items(story.Decisions, ApprovalJson.Summary),
            }
            : null,
    };

    private static JsonObject Error(ErrorCard error, IStringLocalizer<TerminalText> texts) => new()
    {
        ["problem"] = WireNames.Snake(error.Problem),
        ["values"] = Items(error.Values, value => JsonValue.Create(value)),
        ["title"] = TerminalWords.Title(texts, error),
        ["detail"] = TerminalWords.Detail(texts, error),
        ["next"] = Items(error.Next, line => JsonValue.Create(line)),
    };

    private static JsonArray Items<T>(IEnumerable<T> items, Func<T, JsonNode> write) => new([.. items.Select(write)]);
}
