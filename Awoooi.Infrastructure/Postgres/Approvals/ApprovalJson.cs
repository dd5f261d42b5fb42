using System.Text.Json;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres.Approvals;

/// <summary>How plans, reasons and pre-flight lines are kept as JSON.</summary>
internal static class ApprovalJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        IgnoreReadOnlyProperties = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static NpgsqlParameter Parameter<T>(T value) => new() { Value = JsonSerializer.Serialize(value, Options), NpgsqlDbType = NpgsqlDbType.Jsonb };

    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Options) ?? throw new InvalidOperationException($"a stored {typeof(T).Name} is null");
}
