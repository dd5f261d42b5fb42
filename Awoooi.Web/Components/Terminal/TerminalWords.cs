using System.Globalization;
using Awoooi.Core.Approvals;
using Awoooi.Core.Terminal;
using Awoooi.Web.Resources;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Components.Terminal;

/// <summary>Sentences of the cards that depend on values.</summary>
internal static class TerminalWords
{
    public static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    /// <summary>What is wrong.</summary>
    public static string Title(IStringLocalizer<TerminalText> l, ErrorCard error) => l[$"error.{WireNames.Snake(error.Problem)}", [.. error.Values]];

    /// <summary>Why, and what to do next.</summary>
    public static string Detail(IStringLocalizer<TerminalText> l, ErrorCard error)
        => error is { Problem: TerminalProblem.UnknownCommand, Next.Count: > 1 }
            ? l["error.unknown_command.near", error.Next[0]]
            : l[$"error.{WireNames.Snake(error.Problem)}.next", [.. error.Values]];

    /// <summary>The words that may follow a command: <c>[today | this-week | INC-88 | text]</c>.</summary>
    public static string Arguments(TerminalCommand command)
        => command.Arguments.Count == 0 ? "" : $"[{string.Join(" | ", command.Arguments.Select(word => IsChinese ? word.Chinese : word.English))}]";

    public static string Heading(IStringLocalizer<TerminalText> l, IncidentSummaryCard card) => l[$"incidents.{WireNames.Snake(card.Scope)}", card.Asked];

    /// <summary>What a screen reader is told when an answer has come.</summary>
    public static string Spoken(IStringLocalizer<TerminalText> l, TerminalCard card) => card switch
    {
        ErrorCard error => $"{Title(l, error)} {Detail(l, error)}",
        HelpCard help => l["said.help", help.Commands.Count],
        IncidentSummaryCard incidents => l["said.incidents", incidents.Items.Count, Heading(l, incidents)],
        AlertChainCard alerts => l[$"said.chain.{WireNames.Snake(alerts.Chain.State)}"],
        ApprovalCard approvals => l["said.approvals", approvals.Items.Count + approvals.More],
        _ => throw new InvalidOperationException($"no words for {card.GetType().Name}"),
    };
}
