using System.Security.Cryptography;
using System.Text;

namespace Fusion.Http.Authentication;

/// <summary>Compares a signature with those of every accepted form of a message. The forms differ in their tails; what stands before is hashed once.</summary>
internal static class SignatureMatcher
{
    private const int LongestEchoedBody = 1 << 16;

    /// <summary>Whether any form, signed with that key, has that signature. Compares in constant time.</summary>
    /// <param name="signature">Base64, as claimed.</param>
    /// <param name="secretKey">The key.</param>
    /// <param name="head">What stands before the body, in every form.</param>
    /// <param name="body">The body, followed by a line feed; when empty it has no line.</param>
    /// <param name="tails">What follows, the commonest first.</param>
    public static bool Matches(string signature, string secretKey, string head, ReadOnlyMemory<byte> body, IEnumerable<string> tails)
    {
        Span<byte> claimed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> computed = stackalloc byte[HMACSHA256.HashSizeInBytes];
        bool wellFormed = Convert.TryFromBase64String(signature, claimed, out int length) && length == claimed.Length;
        using var common = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, SigningKey.Bytes(secretKey));
        common.AppendData(Encoding.UTF8.GetBytes(head));
        if (!body.IsEmpty)
        {
            common.AppendData(body.Span);
            common.AppendData("\n"u8);
        }

        foreach (string tail in tails)
        {
            using IncrementalHash form = common.Clone();
            form.AppendData(Encoding.UTF8.GetBytes(tail));
            form.GetHashAndReset(computed);
            if (CryptographicOperations.FixedTimeEquals(claimed, computed) && wellFormed)
                return true;
        }

        return false;
    }

    /// <summary>A body as it is echoed to a sender whose signature does not match: not by the megabyte.</summary>
    public static string Echo(ReadOnlyMemory<byte> body) => body.Length <= LongestEchoedBody ? Encoding.UTF8.GetString(body.Span) : $"<{body.Length} bytes>";
}
