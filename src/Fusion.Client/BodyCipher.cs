using System.Security.Cryptography;
using System.Text;

namespace Fusion.Client;

/// <summary>Encrypts the bodies that carry cells' credentials: AES-128 in CBC mode with PKCS#7 padding, the interface's fixed IV, as Base64 text.</summary>
/// <remarks>Equal texts under one key give equal ciphertexts, as the interface prescribes; it hides keys from logs and proxies and does not replace TLS.</remarks>
public static class BodyCipher
{
    private static readonly byte[] Iv = Convert.FromBase64String("LzM5QUtXZXWHm7HJ4wAePg==");

    /// <summary>The ciphertext of <paramref name="text"/>, Base64 on one line.</summary>
    /// <param name="text">The plain text.</param>
    /// <param name="secretKey">Base64 of a 16-byte key.</param>
    /// <exception cref="ArgumentException">The key is not Base64 of 16 bytes.</exception>
    public static string Encrypt(string text, string secretKey)
    {
        using Aes aes = Open(secretKey);
        return Convert.ToBase64String(aes.EncryptCbc(Encoding.UTF8.GetBytes(text), Iv));
    }

    /// <summary>The plain text of a ciphertext made by <see cref="Encrypt"/>.</summary>
    /// <param name="ciphertext">Base64.</param>
    /// <param name="secretKey">Base64 of a 16-byte key.</param>
    /// <exception cref="ArgumentException">The key is not Base64 of 16 bytes.</exception>
    /// <exception cref="FormatException">The ciphertext is not Base64.</exception>
    /// <exception cref="CryptographicException">The ciphertext was made with another key or is damaged.</exception>
    public static string Decrypt(string ciphertext, string secretKey)
    {
        using Aes aes = Open(secretKey);
        return Encoding.UTF8.GetString(aes.DecryptCbc(Convert.FromBase64String(ciphertext), Iv));
    }

    private static Aes Open(string secretKey)
    {
        var key = new byte[24];
        if (!Convert.TryFromBase64String(secretKey, key, out int length) || length != 16)
            throw new ArgumentException("Only a secret key that is Base64 of 16 bytes can encrypt", nameof(secretKey));
        var aes = Aes.Create();
        aes.Key = key[..length];
        return aes;
    }
}
