using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Awoooi.Core.Clusters;
using Awoooi.Infrastructure.Kubernetes.Transport;

namespace Awoooi.Infrastructure.Kubernetes.Acting;

/// <summary>Keeps of a changed object what a record needs; environment variables, the last-applied copy, status and managed fields stay out.</summary>
internal static class AppliedObject
{
    private static readonly string[] Identity = ["name", "namespace", "uid", "resourceVersion", "generation"];

    public static MutationAnswer.Applied Read(JsonElement json, IReadOnlyList<string> warnings) => new(
        json.Text("kind") == "Status" ? json.GetRawText() : Trim(json),
        json.Number("metadata", "generation"),
        json.Text("metadata", "resourceVersion") ?? "",
        warnings);

    private static string Trim(JsonElement json)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            Copy(writer, json, "kind");
            writer.WriteStartObject("metadata");
            foreach (var name in Identity)
            {
                Copy(writer, json.At("metadata") ?? default, name);
            }

            Annotations(writer, json);
            writer.WriteEndObject();
            writer.WriteStartObject("spec");
            Copy(writer, json.At("spec") ?? default, "replicas");
            writer.WriteStartObject("template");
            writer.WriteStartObject("metadata");
            Annotations(writer, json.At("spec", "template") ?? default);
            writer.WriteEndObject();
            writer.WriteStartArray("containers");
            foreach (var container in json.Items("spec", "template", "spec", "containers"))
            {
                writer.WriteStartObject();
                Copy(writer, container, "name");
                Copy(writer, container, "image");
                Copy(writer, container, "resources");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Annotations(Utf8JsonWriter writer, JsonElement element)
    {
        writer.WriteStartObject("annotations");
        foreach (var (key, value) in element.Map("metadata", "annotations").Where(entry => entry.Key != "kubectl.kubernetes.io/last-applied-configuration"))
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static void Copy(Utf8JsonWriter writer, JsonElement from, string name)
    {
        if (from.At(name) is { } value)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }
}
