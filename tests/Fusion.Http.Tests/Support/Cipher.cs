using System.Security.Cryptography;
using System.Text;

namespace Fusion.Http.Tests.Support;

/// <summary>The client's side of encrypted bodies, written out once more.</summary>
internal static class Cipher
{
    private static readonly byte[] Iv = Convert.FromHexString("2f3339414b576575879bb1c9e3001e3e");

    public static string Encrypt(string text) => Encrypt(Encoding.UTF8.GetBytes(text));

    public static string Encrypt(byte[] plaintext) => Convert.ToBase64String(Aes().EncryptCbc(plaintext, Iv));

    public static string Decrypt(string text) => Encoding.UTF8.GetString(Aes().DecryptCbc(Convert.FromBase64String(text), Iv));

    private static Aes Aes()
    {
        var aes = System.Security.Cryptography.Aes.Create();
        aes.Key = Convert.FromBase64String(TestKeys.Secret);
        return aes;
    }
}
