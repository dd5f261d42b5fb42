using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Awoooi.Infrastructure.Redis;

/// <summary>Where Redis is, if there is one.</summary>
public sealed class RedisOptions
{
    public const string Section = "Awoooi:Redis";

    /// <summary><c>redis://[:password@]host[:port][/database]</c>, <c>rediss://</c> for TLS, or the driver's own form; empty means that there is none.</summary>
    public string Connection { get; set; } = "";

    /// <exception cref="FormatException">It is neither form.</exception>
    internal ConfigurationOptions Parse()
    {
        var options = Uri.TryCreate(Connection, UriKind.Absolute, out var url) && url.Scheme is "redis" or "rediss" ? OfUrl(url!) : OfText(Connection);
        options.AbortOnConnectFail = false;
        options.ConnectTimeout = 2000;
        options.ReconnectRetryPolicy = new LinearRetry(500);
        options.ClientName = "awoooi";
        return options;
    }

    private static ConfigurationOptions OfUrl(Uri url)
    {
        var options = new ConfigurationOptions { Ssl = url.Scheme == "rediss", DefaultDatabase = 0 };
        options.EndPoints.Add(url.Host, url.Port > 0 ? url.Port : 6379);
        var colon = url.UserInfo.IndexOf(':', StringComparison.Ordinal);
        options.Password = colon < 0 ? null : Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]);
        if (url.AbsolutePath.Trim('/') is { Length: > 0 } database)
        {
            options.DefaultDatabase = int.TryParse(database, out var number) && number >= 0 ? number : throw new FormatException("the database is not a number");
        }

        return options;
    }

    private static ConfigurationOptions OfText(string text)
    {
        try
        {
            var options = ConfigurationOptions.Parse(text);
            return options.EndPoints.Count > 0 ? options : throw new FormatException("it names no server");
        }
        catch (ArgumentException wrong)
        {
            throw new FormatException(wrong.Message, wrong);
        }
    }
}

/// <summary>Names the key, never its value: that holds a password.</summary>
internal sealed class RedisOptionsValidator : IValidateOptions<RedisOptions>
{
    public ValidateOptionsResult Validate(string? name, RedisOptions options)
    {
        if (options.Connection.Length == 0)
        {
            return ValidateOptionsResult.Success;
        }

        try
        {
            options.Parse();
            return ValidateOptionsResult.Success;
        }
        catch (FormatException)
        {
            return ValidateOptionsResult.Fail($"{RedisOptions.Section}:Connection (REDIS_URL) must be redis://[:password@]host[:port][/database].");
        }
    }
}
