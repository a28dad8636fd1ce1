using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Fusion.Http.Authentication;
using Fusion.Models;

namespace Fusion.Http.Encryption;

/// <summary>
/// Encrypts entities between a user and this server: AES-128 in CBC mode with PKCS7 padding and the interface's fixed IV, as one line of Base64.
/// </summary>
/// <remarks>The published scheme. A fixed IV shows equal beginnings, and nothing but the request's signature protects the text against changes.</remarks>
internal static class BodyCipher
{
    private static readonly byte[] Iv = Convert.FromBase64String("LzM5QUtXZXWHm7HJ4wAePg==");

    /// <summary>The ciphertext of a text; null when the user's key can't encrypt, because it has not the length of an AES key.</summary>
    public static string? TryEncrypt(string secretKey, ReadOnlySpan<byte> plaintext)
    {
        using Aes? aes = TryCreate(secretKey);
        return aes is null ? null : Convert.ToBase64String(aes.EncryptCbc(plaintext, Iv));
    }

    /// <summary>The plaintext of a body: bare Base64, or that as a JSON string; white space does not matter.</summary>
    /// <exception cref="InvalidRequestException">The body can't be decrypted.</exception>
    public static byte[] Decrypt(string secretKey, ReadOnlySpan<byte> body)
    {
        try
        {
            using Aes aes = TryCreate(secretKey) ?? throw new CryptographicException("The secret key is no AES key");
            return aes.DecryptCbc(Convert.FromBase64String(Unquote(body)), Iv);
        }
        catch (Exception cause) when (cause is FormatException or JsonException or CryptographicException)
        {
            throw new InvalidRequestException("Cannot decrypt request body", cause);
        }
    }

    private static string Unquote(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> text = body.Trim(" \t\r\n"u8);
        return text is [(byte)'"', ..] ? JsonSerializer.Deserialize(text, CipherJson.Default.String)! : Encoding.UTF8.GetString(text);
    }

    private static Aes? TryCreate(string secretKey)
    {
        byte[] key = SigningKey.Bytes(secretKey);
        var aes = Aes.Create();
        if (aes.ValidKeySize(key.Length * 8))
        {
            aes.Key = key;
            return aes;
        }

        aes.Dispose();
        return null;
    }
}
