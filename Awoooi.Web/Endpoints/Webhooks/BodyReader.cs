using System.Buffers;

namespace Awoooi.Web.Endpoints.Webhooks;

/// <summary>Reads a request body up to a limit.</summary>
internal static class BodyReader
{
    /// <summary>The body, or null when it is larger than <paramref name="limit"/> bytes.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, long limit, CancellationToken cancel)
    {
        if (request.ContentLength > limit)
        {
            return null;
        }

        var body = new ArrayBufferWriter<byte>((int)Math.Clamp(request.ContentLength ?? 4096, 256, 1 << 20));
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancel);
            foreach (var segment in read.Buffer)
            {
                if (body.WrittenCount + segment.Length > limit)
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                    return null;
                }

                body.Write(segment.Span);
            }

            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return body.WrittenMemory;
            }
        }
    }
}
