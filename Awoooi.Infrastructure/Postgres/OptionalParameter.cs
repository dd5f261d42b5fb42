using Npgsql;
using NpgsqlTypes;

namespace Awoooi.Infrastructure.Postgres;

/// <summary>A parameter that may be absent; its type is named because null has none.</summary>
internal static class OptionalParameter
{
    public static NpgsqlParameter Of(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
