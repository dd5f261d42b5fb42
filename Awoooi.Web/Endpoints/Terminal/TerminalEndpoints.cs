using System.Text.Json;
using Awoooi.Core.Terminal;
using Awoooi.Web.Components.Culture;
using Awoooi.Web.Endpoints.Webhooks;
using Awoooi.Web.Resources;
using Awoooi.Web.Security;
using Microsoft.Extensions.Localization;

namespace Awoooi.Web.Endpoints.Terminal;

/// <summary>The terminal for programs: one line in, one card out.</summary>
internal static class TerminalEndpoints
{
    /// <summary>Bytes: the longest line with every character escaped, and room to spare.</summary>
    private const int LargestBody = 8 * 1024;

    public static void MapTerminal(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapPost("/api/v1/terminal", AskAsync).RequireAuthorization(Policies.Terminal).WithTags("Terminal").WithName("AskTerminal")
            .WithSummary("Answers one command, such as /help, with a card; its kind says which.").Accepts<TerminalBody>("application/json")
            .Produces(StatusCodes.Status200OK).ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
    }

    private static async Task<IResult> AskAsync(HttpContext http, OmniTerminal terminal, IStringLocalizer<TerminalText> texts, CancellationToken cancel)
    {
        if (await BodyReader.ReadAsync(http.Request, LargestBody, cancel) is not { } body)
        {
            return Problems.Of(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large", $"The body has at most {LargestBody} bytes.", ("field", "body"));
        }

        if (Read(body) is not { } input)
        {
            return Problems.BadRequest("body", "The body is {\"input\": \"/help\"}.");
        }

        if (input.Input is null || (input.Input.Length <= TerminalLine.Longest && TerminalLine.Clean(input.Input).Length == 0))
        {
            return Problems.BadRequest("input", "input is a line of text, such as /help.");
        }

        if (http.User.PersonId() is not { } person)
        {
            throw new InvalidOperationException("the route requires a person");
        }

        var answer = await terminal.AskAsync(input.Input, new Asker(person, http.User.Roles(), Viewer.Of(http).Zone), cancel);
        return answer.Card is ErrorCard { Problem: TerminalProblem.TooLong }
            ? Problems.BadRequest("input", $"input has at most {TerminalLine.Longest} characters.")
            : Results.Json(TerminalJson.Answer(answer, texts));
    }

    /// <summary>Null when the body is no such object.</summary>
    private static TerminalBody? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<TerminalBody>(body.Span, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal sealed record TerminalBody(string? Input);
}
