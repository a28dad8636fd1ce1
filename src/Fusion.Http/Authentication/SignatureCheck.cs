using Fusion.Http.Dtos;
using Fusion.Http.Envelopes;

namespace Fusion.Http.Authentication;

/// <summary>
/// That a body is signed: with the user's key or, amid a rotation, the one before. Of an unknown user the body is hashed as well, so that it takes as long.
/// </summary>
/// <param name="request">What is signed, the body's line aside.</param>
/// <param name="signature">The signature claimed.</param>
/// <param name="keys">The keys that may have signed.</param>
/// <param name="isFirst">Whether the request, now known to be signed, was not served before.</param>
internal sealed class SignatureCheck(SignedRequest request, string signature, IEnumerable<string> keys, Func<bool> isFirst) : IBodyCheck
{
    private readonly SignatureProbe[] _probes = [.. keys.Select(request.ProbeOf)];
    private bool _isEmpty = true;

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> piece)
    {
        _isEmpty &= piece.IsEmpty;
        foreach (SignatureProbe probe in _probes)
        {
            probe.Append(piece);
        }
    }

    /// <inheritdoc/>
    public void Complete()
    {
        bool matches = false;
        foreach (SignatureProbe probe in _probes)
        {
            if (!_isEmpty) probe.Append("\n"u8);
            matches |= probe.Matches(signature, request.Tails());
        }

        if (!matches || !isFirst())
            throw new DeclinedException(new Envelope(ApiStatus.Unauthorized, "Invalid Signature", new ValuesDto { StringToSign = request.DescribeStreamed() }));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SignatureProbe probe in _probes)
        {
            probe.Dispose();
        }
    }
}
