using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Awoooi.Core.Clusters.Mutations;

/// <summary>Writes request bodies: same input, same bytes.</summary>
internal static class MutationJson
{
    public const string StrategicMerge = "application/strategic-merge-patch+json";
    public const string JsonPatch = "application/json-patch+json";
    public const string Json = "application/json";

    // Strict turns a field that the server does not know into a refusal; without it the field vanishes and the answer is 200.
    public const string WriteQuery = "?fieldManager=awoooi&fieldValidation=Strict";

    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Action<Utf8JsonWriter> fill)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Options.Encoder }))
        {
            fill(writer);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    public static ClusterMutation Patch(MutationKind kind, WorkloadRef workload, string marker, string contentType, string body) => new()
    {
        Kind = kind,
        Workload = workload,
        Marker = marker,
        Method = "PATCH",
        Path = ApiPath.Of(workload) + WriteQuery,
        ContentType = contentType,
        Body = body,
    };
}
