using System.Buffers;
using System.Security.Cryptography;
using Fusion.Http.Envelopes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Fusion.Http.Authentication;

/// <summary>Reads a request's body into memory, within the limits of one body and of all bodies together, or leaves it to be read as it comes.</summary>
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
        Admit(request, isVerified);
        if (request.ContentLength == 0) return default;
        using BodyClock body = Clock(request, isVerified);
        return await ReadAsync(body, request, isVerified);
    }

    /// <summary>Reads a body that was left to be read, or what it holds compressed, into memory.</summary>
    /// <param name="content">The body.</param>
    /// <param name="request">Its request.</param>
    /// <param name="isVerified">As above.</param>
    /// <exception cref="DeclinedException">As above.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(Stream content, HttpRequest request, bool isVerified)
    {
        OpenLease(request, isVerified);
        long limit = LimitOf(isVerified);
        byte[] buffer = [];
        int length = 0;
        while (true)
        {
            if (length == buffer.Length) buffer = Grow(buffer, limit, request);
            int read = await content.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted);
            if (read == 0) return buffer.AsMemory(0, length);
            length += read;
            if (length > limit) throw TooLarge(isVerified);
        }
    }

    /// <summary>Leaves a body to be read as it comes.</summary>
    /// <param name="request">The request.</param>
    /// <param name="checks">What must hold of the body; disposed with the response.</param>
    /// <param name="isVerified">Whether the caller is known and signed a digest of the body.</param>
    public SignedBody Open(HttpRequest request, IReadOnlyList<IBodyCheck> checks, bool isVerified)
    {
        LiftServerLimit(request);
        BodyClock source = Clock(request, isVerified);
        var body = new SignedBody(source, checks, options.Value.MaxStreamedBody) { IsVerified = isVerified };
        request.HttpContext.Response.RegisterForDispose(source);
        request.HttpContext.Response.RegisterForDispose(body);
        return body;
    }

    /// <summary>Opens an account of what a request holds in memory, once; closed with the response unless a job takes it over.</summary>
    public BodyMemory.Lease OpenLease(HttpRequest request, bool isVerified)
    {
        if (request.HttpContext.Features.Get<BodyMemory.Lease>() is { } opened) return opened;
        BodyMemory.Lease lease = memory.Open(isVerified);
        request.HttpContext.Response.RegisterForDispose(lease);
        request.HttpContext.Features.Set(lease);
        return lease;
    }

    /// <summary>Takes memory on a request's account, which is open.</summary>
    /// <exception cref="DeclinedException">All requests together would hold too much.</exception>
    public void Take(long bytes, HttpRequest request)
    {
        BodyMemory.Lease lease = request.HttpContext.Features.GetRequiredFeature<BodyMemory.Lease>();
        if (lease.TryTake(bytes)) return;
        lease.Give(bytes); // or what is declined would keep others out until its answer ends
        HttpLog.BodyMemoryExhausted(logger, request.Method, request.Path, memory.Used);
        throw new DeclinedException(Envelope.Overloaded("Too many large requests at once; send it again later"));
    }

    /// <summary>Counts the body as one of a known caller.</summary>
    public static void Confirm(HttpRequest request) => request.HttpContext.Features.Get<BodyMemory.Lease>()?.Verify();

    /// <summary>Reads the body of someone unknown and keeps nothing of it. It is hashed as often as that of a user whose signature is wrong.</summary>
    /// <exception cref="DeclinedException">The body is too large or too slow.</exception>
    public async Task DiscardAsync(HttpRequest request)
    {
        Admit(request, isVerified: false);
        long limit = LimitOf(isVerified: false), length = 0;
        byte[] key = SigningKey.Bytes(SigningKey.Dummy), piece = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        using IncrementalHash digest = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        using IncrementalHash current = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        using IncrementalHash previous = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        using BodyClock body = Clock(request, isVerified: false);
        try
        {
            while (await body.ReadAsync(piece, request.HttpContext.RequestAborted) is > 0 and var read)
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

    private long LimitOf(bool isVerified) => isVerified ? options.Value.MaxBodySize : options.Value.MaxBufferedBody;

    private void Admit(HttpRequest request, bool isVerified)
    {
        LiftServerLimit(request);
        if (request.ContentLength > LimitOf(isVerified)) throw TooLarge(isVerified);
    }

    private static void LiftServerLimit(HttpRequest request)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } serverLimit)
            serverLimit.MaxRequestBodySize = null;
    }

    private BodyClock Clock(HttpRequest request, bool isVerified) =>
        new(request.Body, isVerified ? Timeout.InfiniteTimeSpan : options.Value.UnverifiedBodyTime, time);

    // One byte more than expected tells the end of a body from a body that is too long.
    private byte[] Grow(byte[] buffer, long limit, HttpRequest request)
    {
        long expected = Math.Min(limit, Math.Max(request.ContentLength ?? limit, 2L * buffer.Length)) + 1;
        long size = Math.Min(expected, Math.Max(FirstBuffer, 2L * buffer.Length));
        Take(size - buffer.Length, request);
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
