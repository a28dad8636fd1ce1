using System.Buffers;
using System.Security.Cryptography;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Authentication;

/// <summary>Reads a request's body into memory, within the limits of one body and of all bodies together.</summary>
internal sealed class BodyReader(BodyMemory memory, TimeProvider time, IOptions<HttpOptions> options, ILogger<BodyReader> logger)
{
    // Memory follows what has arrived, not what Content-Length claims.
    private const int FirstBuffer = 1 << 14;

    /// <summary>Reads the body; the buffer lives until the response is complete.</summary>
    /// <param name="request">The request.</param>
    /// <param name="isVerified">Whether the caller is known and signed a digest of the body, which lifts the limits of bodies of strangers.</param>
    /// <exception cref="DeclinedException">The body is too large or too slow, or the bodies of all requests together are too large.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, bool isVerified)
    {
        long limit = Admit(request, isVerified);
        if (request.ContentLength == 0) return default;

        BodyMemory.Lease lease = memory.Open(isVerified);
        request.HttpContext.Response.RegisterForDispose(lease);
        request.HttpContext.Features.Set(lease);
        using BodyClock clock = Clock(request, isVerified);
        byte[] buffer = [];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length) buffer = Grow(buffer, limit, lease, request);
            int read = await clock.ReadAsync(buffer.AsMemory(length));
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > limit) throw TooLarge(isVerified);
        }
    }

    /// <summary>Counts the body as one of a known caller.</summary>
    public static void Confirm(HttpRequest request) => request.HttpContext.Features.Get<BodyMemory.Lease>()?.Verify();

    /// <summary>Reads the body of someone unknown and keeps nothing of it. It is hashed as often as that of a user whose signature is wrong.</summary>
    /// <exception cref="DeclinedException">The body is too large or too slow.</exception>
    public async Task DiscardAsync(HttpRequest request)
    {
        long limit = Admit(request, isVerified: false), length = 0;
        byte[] key = SigningKey.Bytes(SigningKey.Dummy), piece = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using IncrementalHash current = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        using IncrementalHash previous = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        using BodyClock clock = Clock(request, isVerified: false);
        try
        {
            while (await clock.ReadAsync(piece) is > 0 and var read)
            {
                length += read;
                if (length > limit) throw TooLarge(isVerified: false);
                digest.AppendData(piece, 0, read);
                current.AppendData(piece, 0, read);
                previous.AppendData(piece, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private long Admit(HttpRequest request, bool isVerified)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
            serverLimit.MaxRequestBodySize = null;
        long limit = isVerified ? options.Value.MaxBodySize : options.Value.MaxBufferedBody;
        return request.ContentLength > limit ? throw TooLarge(isVerified) : limit;
    }

    private BodyClock Clock(HttpRequest request, bool isVerified) =>
        new(request, isVerified ? Timeout.InfiniteTimeSpan : options.Value.UnverifiedBodyTime, time);

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

    private DeclinedException TooLarge(bool isVerified)
    {
        HttpOptions limits = options.Value;
        string text = isVerified
            ? $"The body has more than {limits.MaxBodySize} bytes (http.maxBodySize)"
            : $"The body has more than {limits.MaxBufferedBody} bytes (http.maxBufferedBody); send a larger one, up to {limits.MaxBodySize} bytes, "
                + $"with the header {AuthenticationHeaders.ContentSha256}";
        return new DeclinedException(new Envelope(ApiStatus.BodyTooLarge, text));
    }
}
