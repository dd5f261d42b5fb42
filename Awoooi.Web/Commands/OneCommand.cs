using Awoooi.Web.Configuration;

namespace Awoooi.Web.Commands;

/// <summary>Runs one command of the binary: opens what it needs, and closes only what it opened.</summary>
internal static class OneCommand
{
    /// <summary>Configuration that commands take too, such as the data folder.</summary>
    private const string ConfigurationPrefix = "--Awoooi:";

    public static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        string[] settings = [.. args.Where(IsSetting)];
        string[] words = [.. args.Where(word => !IsSetting(word))];
        AwoooiApp? app = null;
        try
        {
            return await CommandLine.RunAsync(words, async stop =>
            {
                // A command speaks for itself; the log of what it starts would drown its answer.
                app = await AwoooiApp.OpenAsync([.. settings, "--Logging:LogLevel:Default=Warning"], stop);
                var url = app.Host.Configuration["Awoooi:Url"] ?? app.Host.Configuration["urls"] ?? AppConfiguration.DefaultUrl;
                return CommandContext.From(app.Host.Services, url, Console.Out, Console.Error);
            }, Console.Out, Console.Error, cancel);
        }
        finally
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }
        }
    }

    private static bool IsSetting(string word) => word.StartsWith(ConfigurationPrefix, StringComparison.OrdinalIgnoreCase) && word.Contains('=', StringComparison.Ordinal);
}
