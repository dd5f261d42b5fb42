namespace Awoooi.Infrastructure.Simulator.Http;

/// <summary>One cause of a 422: which field, why, and the sentence about it.</summary>
internal sealed record FieldError(string Field, string Reason, string Message)
{
    public static FieldError Invalid(string field, string value, string why) => new(field, "FieldValueInvalid", $"Invalid value: {value}: {why}");

    public static FieldError Required(string field) => new(field, "FieldValueRequired", "Required value");

    public static FieldError Forbidden(string field, string why) => new(field, "FieldValueForbidden", $"Forbidden: {why}");

    public static FieldError NotSupported(string field, string value, string supported) =>
        new(field, "FieldValueNotSupported", $"Unsupported value: {value}: supported values: {supported}");
}
