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

        return await ReadAsync(request.Body, request, limit, hasDigest);
    }

    /// <summary>Reads a body that was left to be read, or what it holds compressed, into memory.</summary>
    /// <param name="content">The body.</param>
    /// <param name="request">Its request.</param>
    /// <exception cref="DeclinedException">As above.</exception>
    public Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, HttpRequest request) => ReadAsync(content, request, options.Value.MaxBodySize, hasDigest: true);

    /// <summary>Opens an account of what a request holds in memory; closed with the response unless a job takes it over.</summary>
    public BodyMemory.Lease OpenLease(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<BodyMemory.Lease>() is { } opened) return opened;
        BodyMemory.Lease lease = memory.Open();
        request.HttpContext.Response.RegisterForDispose(lease);
        request.HttpContext.Features.Set(lease);
        return lease;
    }

    /// <summary>Takes memory on a request's account.</summary>
    /// <exception cref="DeclinedException">All requests together would hold too much.</exception>
    public void Take(long bytes, HttpRequest request)
    {
        if (OpenLease(request).TryTake(bytes)) return;
        HttpLog.BodyMemoryExhausted(logger, request.Method, request.Path, memory.Used);
        throw new DeclinedException(Envelope.Overloaded("Too many large requests at once; send it again later"));
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, HttpRequest request, long limit, bool hasDigest)
    {
        byte[] buffer = [];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length) buffer = Grow(buffer, limit, request);
            int read = await content.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > limit) throw TooLarge(hasDigest);
        }
    }

    /// <summary>Leaves a body to be read as it comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="checks">What must hold of the body; disposed with the response.</param>
    public SignedBody Open(HttpRequest request, IReadOnlyList<IBodyCheck> checks)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
            serverLimit.MaxRequestBodySize = null;
        var body = new SignedBody(request.Body, checks, options.Value.MaxStreamedBody);
        request.HttpContext.Response.RegisterForDispose(body);
        return body;
    }

    // One byte more than expected tells the end of a body from a body that is too long.
    private byte[] Grow(byte[] buffer, long limit, HttpRequest request)
    {
        long expected = Math.Min(limit, Math.Max(request.ContentLength ?? limit, 2L * buffer.Length)) + 1;
        long size = Math.Min(expected, Math.Max(FirstBuffer, 2L * buffer.Length));
        Take(size - buffer.Length, request);
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
