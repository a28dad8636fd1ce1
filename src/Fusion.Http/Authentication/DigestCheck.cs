using System.Security.Cryptography;
using Fusion.Http.Envelopes;

namespace Fusion.Http.Authentication;

/// <summary>That a body has the digest that a header claims.</summary>
/// <param name="algorithm">The algorithm.</param>
/// <param name="isClaimed">Whether a digest is the claimed one.</param>
/// <param name="problem">What is answered when it is not.</param>
internal sealed class DigestCheck(HashAlgorithmName algorithm, Func<byte[], bool> isClaimed, string problem) : IBodyCheck
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(algorithm);

    /// <summary>The MD5 of <c>Content-MD5</c>, Base64.</summary>
    public static DigestCheck Md5(string claimed) =>
        new(HashAlgorithmName.MD5, digest => Convert.ToBase64String(digest) == claimed, "Md5 do not match");

    /// <summary>The SHA-256 of <c>sym-content-sha256</c>, hexadecimal.</summary>
    public static DigestCheck Sha256(string claimed) => new(
        HashAlgorithmName.SHA256,
        digest => string.Equals(Convert.ToHexString(digest), claimed, StringComparison.OrdinalIgnoreCase),
        $"{AuthenticationHeaders.ContentSha256} does not match the body");

    /// <inheritdoc/>
    public void Append(ReadOnlySpan<byte> piece) => _hash.AppendData(piece);

    /// <inheritdoc/>
    public void Complete()
    {
        if (!isClaimed(_hash.GetHashAndReset())) throw new DeclinedException(Envelope.BadRequest(problem));
    }

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
