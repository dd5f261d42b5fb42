using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Reading;

/// <summary>Tells whether two pod templates are the same program: annotations, the hash label and patch directives do not count, nor does the order of keys.</summary>
internal static class TemplateHash
{
    public static string Of(JsonElement template)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WritePropertyName("labels");
            Write(writer, template.At("metadata", "labels"), "pod-template-hash");
            writer.WritePropertyName("spec");
            Write(writer, template.At("spec"), "$patch");
            writer.WriteEndObject();
        }

        return Convert.ToHexStringLower(SHA256.HashData(buffer.WrittenSpan));
    }

    private static void Write(Utf8JsonWriter writer, JsonElement? value, string? without)
    {
        switch (value?.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.Value.EnumerateObject().Where(property => property.Name != without && property.Value.ValueKind != JsonValueKind.Null).OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, null);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.Value.EnumerateArray())
                {
                    Write(writer, item, null);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                value.Value.WriteTo(writer);
                break;
        }
    }
}
