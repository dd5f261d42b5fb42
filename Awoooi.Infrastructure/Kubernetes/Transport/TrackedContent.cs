using System.Net;
using System.Net.Http.Headers;

namespace Awoooi.Infrastructure.Kubernetes.Transport;

/// <summary>A request body that knows whether any of it was handed to a connection: until then the request certainly has no effect.</summary>
internal sealed class TrackedContent : HttpContent
{
    private readonly byte[] _bytes;
    private volatile bool _started;

    public TrackedContent(byte[] bytes, string contentType)
    {
        _bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(contentType);
    }

    public bool Started => _started;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _started = true;
        await stream.WriteAsync(_bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
