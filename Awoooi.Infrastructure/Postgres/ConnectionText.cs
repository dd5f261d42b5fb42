using Awoooi.Core.Settings;
using Npgsql;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>Connection strings as people write them: Npgsql's own form, or a <c>postgres://</c> URL.</summary>
internal static class ConnectionText
{
    /// <exception cref="StartException">The text is neither; the message names the key and never repeats the value, which holds a password.</exception>
    public static string Parse(string text, string key)
    {
        try
        {
            if (!text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase))
            {
                return new NpgsqlConnectionStringBuilder(text).ConnectionString;
            }

            var url = new Uri(text);
            var user = url.UserInfo.Split(':', 2);
            var settings = new NpgsqlConnectionStringBuilder { Host = url.Host, Port = url.Port > 0 ? url.Port : 5432, Database = Uri.UnescapeDataString(url.AbsolutePath.TrimStart('/')), Username = Uri.UnescapeDataString(user[0]) };
            if (user.Length > 1)
            {
                settings.Password = Uri.UnescapeDataString(user[1]);
            }

            foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
            {
                var parts = pair.Split('=', 2);
                if (parts[0] == "sslmode" && parts.Length == 2)
                {
                    settings.SslMode = Enum.Parse<SslMode>(parts[1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
                }
            }

            return settings.ConnectionString;
        }
        catch (Exception wrong) when (wrong is ArgumentException or UriFormatException or FormatException or KeyNotFoundException)
        {
            throw new StartException($"{key} is neither an Npgsql connection string nor a postgres:// URL.");
        }
    }
}
