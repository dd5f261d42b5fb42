using Awoooi.Core.People;

namespace Awoooi.Web.Commands;

/// <summary>What commands work with; acts are audited as <c>console</c>.</summary>
/// <param name="Url">Where people reach the app, without a slash at the end, for the links that are printed.</param>
public sealed record CommandContext(IPeople People, ITokens Tokens, IOneTimeLinks Links, string Url, TextWriter Out, TextWriter Error)
{
    /// <summary>Takes what commands need from the composed services.</summary>
    public static CommandContext From(IServiceProvider services, string url, TextWriter output, TextWriter error) => new(
        services.GetRequiredService<IPeople>(), services.GetRequiredService<ITokens>(), services.GetRequiredService<IOneTimeLinks>(), url.TrimEnd('/'), output, error);
}
