using Awoooi.Core.People;

namespace Awoooi.Web.Security;

/// <summary>Paths of one-time links.</summary>
public static class LinkPaths
{
    public static string Setup(string secret) => $"/setup?token={secret}";

    /// <summary>For invitations and resets.</summary>
    public static string Join(string secret) => $"/join?token={secret}";

    /// <summary>The path of a setup link for the console's first block; null once there is an administrator.</summary>
    public static async Task<string?> MakeSetupAsync(IOneTimeLinks links, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(links);
        return await links.MakeSetupAsync(Actor.Console, withdrawEarlier: false, cancel) is { Secret: { } secret } ? Setup(secret) : null;
    }
}
