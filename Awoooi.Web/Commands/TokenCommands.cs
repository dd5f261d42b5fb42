using System.Globalization;
using Awoooi.Core.People;

namespace Awoooi.Web.Commands;

/// <summary>Tokens from the console.</summary>
internal static class TokenCommands
{
    public static IReadOnlyList<Command> All { get; } =
    [
        new() { Words = "token add", Usage = "--user EMAIL --scope read|terminal|sign[,…] --expires 90d [--name NAME]", Summary = "make a token that acts as its owner", Required = ["user", "scope", "expires"], Optional = ["name"], RunAsync = AddAsync },
        new() { Words = "token list", Usage = "", Summary = "tokens in force", RunAsync = ListAsync },
        new() { Words = "token revoke", Usage = "ID", Summary = "end a token at once", Values = 1, RunAsync = RevokeAsync },
    ];

    private static async Task AddAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var scopes = ScopeNames.TryParse(arguments["scope"], out var parsed) ? parsed : throw new UsageException($"{arguments["scope"]} is not a list of {string.Join(", ", ScopeNames.All)}");
        var lifetime = Lifetime(arguments["expires"]!);
        var owner = await UserCommands.PersonAsync(context, arguments["user"]!, cancel);
        var token = await context.Tokens.AddAsync(Actor.Console, owner.Id, arguments["name"] ?? "console", scopes, lifetime, cancel);
        UserCommands.Ensure(token.Refusal);
        await context.Out.WriteLineAsync(token.Secret);
        await context.Error.WriteLineAsync($"Id {token.Id}, {ScopeNames.Text(scopes)}, until {UserCommands.Time(token.ExpiresAt)}. It is not shown again.");
    }

    private static async Task ListAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        foreach (var token in await context.Tokens.ListAsync(Actor.Console, cancel))
        {
            var used = token.LastUsedAt is { } at ? $"used {UserCommands.Time(at)}" : "never used";
            await context.Out.WriteLineAsync($"{token.Id}\t{token.Prefix}…\t{token.Name}\t{token.Owner}\t{ScopeNames.Text(token.Scopes)}\tuntil {UserCommands.Time(token.ExpiresAt)}\t{used}");
        }
    }

    private static async Task RevokeAsync(CommandContext context, CommandArguments arguments, CancellationToken cancel)
    {
        var id = Guid.TryParse(arguments.Values[0], out var parsed) ? parsed : throw new UsageException($"{arguments.Values[0]} is not a token's id");
        UserCommands.Ensure(await context.Tokens.RevokeAsync(Actor.Console, id, cancel));
        await context.Out.WriteLineAsync("Revoked.");
    }

    private static TimeSpan Lifetime(string text)
    {
        if (text.Length > 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 9999)
        {
            switch (text[^1])
            {
                case 'h':
                    return TimeSpan.FromHours(count);
                case 'd':
                    return TimeSpan.FromDays(count);
                case 'w':
                    return TimeSpan.FromDays(7 * count);
            }
        }

        throw new UsageException($"{text} is not a time such as 12h, 90d, 8w");
    }
}
