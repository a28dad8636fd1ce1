using System.Security.Cryptography;
using System.Text;

namespace Fusion.Http.Authentication;

/// <summary>From a secret key's text to the bytes that sign and encrypt.</summary>
internal static class SigningKey
{
    /// <summary>A key nobody has: requests of unknown users are verified against it, so that they take as long as those of known ones.</summary>
    public static string Dummy { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>The decoded bytes; of a text that is no Base64 its UTF-8 bytes.</summary>
    public static byte[] Bytes(string secretKey)
    {
        byte[] decoded = new byte[secretKey.Length];
        return secretKey.Length > 0 && Convert.TryFromBase64String(secretKey, decoded, out int length) ? decoded[..length] : Encoding.UTF8.GetBytes(secretKey);
    }
}
