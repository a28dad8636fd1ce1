using System.Security.Cryptography;

namespace Fusion.Node.Security;

/// <summary>Secret keys of users: 128 bits, written as Base64.</summary>
internal static class SecretKeys
{
    private const int Bytes = 16;

    /// <summary>A new random key.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>Whether a text is a key.</summary>
    public static bool IsValid(string? text)
    {
        Span<byte> key = stackalloc byte[Bytes + 2];
        return text is { Length: 24 } && Convert.TryFromBase64String(text, key, out int length) && length == Bytes;
    }
}
