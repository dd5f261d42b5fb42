namespace Awoooi.Web.Configuration;

/// <summary>Where others reach this installation.</summary>
internal static class PublicUrl
{
    /// <summary>As configured, else as the person who asks reached it; without a slash at the end.</summary>
    public static string Of(IConfiguration configuration, string seen) => (configuration["Awoooi:Url"] is { Length: > 0 } configured ? configured : seen).TrimEnd('/');
}
