using System.Security.Cryptography;
using System.Text;

namespace Fusion.Http.Authentication;

/// <summary>Forms the signatures of a message that arrives in pieces. The accepted forms differ in their tails; what stands before is hashed once.</summary>
internal sealed class SignatureProbe : IDisposable
{
    private readonly IncrementalHash _common;

    /// <summary>Begins a message.</summary>
    /// <param name="secretKey">The key.</param>
    /// <param name="head">What stands first, in every form.</param>
    public SignatureProbe(string secretKey, string head)
    {
        _common = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, SigningKey.Bytes(secretKey));
        _common.AppendData(Encoding.UTF8.GetBytes(head));
    }

    /// <summary>Adds what follows, in every form.</summary>
    public void Append(ReadOnlySpan<byte> text) => _common.AppendData(text);

    /// <summary>Whether any form has that signature. Compares in constant time.</summary>
    /// <param name="signature">Base64, as claimed.</param>
    /// <param name="tails">How the forms end, the commonest first.</param>
    public bool Matches(string signature, IEnumerable<string> tails)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        bool wellFormed = Convert.TryFromBase64String(signature, claimed, out int length) && length == claimed.Length;
        foreach (string tail in tails)
        {
            using IncrementalHash form = _common.Clone();
            form.AppendData(Encoding.UTF8.GetBytes(tail));
            form.GetHashAndReset(computed);
            if (CryptographicOperations.FixedTimeEquals(claimed, computed) && wellFormed)
                return true;
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _common.Dispose();
}
