using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Authentication;

/// <summary>Reads a request's body into memory, within the limits of one body and of all bodies together.</summary>
internal sealed class BodyReader(BodyMemory memory, IOptions<HttpOptions> options, ILogger<BodyReader> logger)
{
    // Memory follows what has arrived, not what Content-Length claims.
    private const int FirstBuffer = 1 << 14;

    /// <summary>Reads the body; the buffer lives until the response is complete.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hasDigest">Whether the caller vouched for the body in a header, which lifts the limit.</param>
    /// <exception cref="DeclinedException">The body is too large, or the bodies of all requests together are.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, bool hasDigest)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
            serverLimit.MaxRequestBodySize = null;
        long limit = hasDigest ? options.Value.MaxBodySize : options.Value.MaxBufferedBody;
        if (request.ContentLength > limit) throw TooLarge(hasDigest);
        if (request.ContentLength == 0) return default;

        BodyMemory.Lease lease = memory.Open();
        request.HttpContext.Response.RegisterForDispose(lease);
        request.HttpContext.Features.Set(lease);
        byte[] buffer = [];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length) buffer = Grow(buffer, limit, lease, request);
            int read = await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > limit) throw TooLarge(hasDigest);
        }
    }

    // One byte more than expected tells the end of a body from a body that is too long.
    private byte[] Grow(byte[] buffer, long limit, BodyMemory.Lease lease, HttpRequest request)
    {
        long expected = Math.Min(limit, request.ContentLength ?? limit) + 1;
        long size = Math.Min(expected, Math.Max(FirstBuffer, 2L * buffer.Length));
        if (!lease.TryTake(size - buffer.Length))
        {
            HttpLog.BodyMemoryExhausted(logger, request.Method, request.Path, memory.Used);
            throw new DeclinedException(new Envelope(ApiStatus.Unavailable, "Too many large requests at once; send it again later"));
        }

        Array.Resize(ref buffer, (int)size);
        return buffer;
    }

    private DeclinedException TooLarge(bool hasDigest)
    {
        HttpOptions limits = options.Value;
        string text = hasDigest
            ? $"The body has more than {limits.MaxBodySize} bytes (http.maxBodySize)"
            : $"The body has more than {limits.MaxBufferedBody} bytes (http.maxBufferedBody); send a larger one, up to {limits.MaxBodySize} bytes, "
                + $"with the header {AuthenticationHeaders.ContentMd5} or {AuthenticationHeaders.ContentSha256}";
        return new DeclinedException(new Envelope(ApiStatus.BodyTooLarge, text));
    }
}
