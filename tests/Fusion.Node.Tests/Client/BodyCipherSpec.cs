using System.Security.Cryptography;
using Fusion.Client;

namespace Fusion.Node.Tests.Client;

/// <summary>The vectors of the interface's description.</summary>
public sealed class BodyCipherSpec
{
    private const string Key = "AAECAwQFBgcICQoLDA0ODw==";

    [Theory]
    [InlineData("{}", "sz8byK9Jj+z1Dx8iFj2iBg==")]
    [InlineData(
        """{"values":[{"host":"http://localhost:8081","cid":"c1","sk":"AAECAwQFBgcICQoLDA0ODw==","pid":"cell1"}]}""",
        "UQ74hBMjZT3hHgKtF5roIDakp7QSjaJ74paq+EUWWxc9Up23vZbg1R+v6hHggATzXK8Jz6BM3wk4X27V+kurK/CaeAuZgknyu3xr3YsaYRMR2FhnodGe71zziSn6pV8/9CfFtG4kWkfKEyUJIYdM+Q==")]
    public void Text_and_ciphertext_are_those_of_the_vectors(string text, string ciphertext)
    {
        Assert.Equal(ciphertext, BodyCipher.Encrypt(text, Key));
        Assert.Equal(text, BodyCipher.Decrypt(ciphertext, Key));
    }

    [Fact]
    public void Another_key_does_not_decrypt()
    {
        Assert.Throws<CryptographicException>(() => BodyCipher.Decrypt("sz8byK9Jj+z1Dx8iFj2iBg==", "AQECAwQFBgcICQoLDA0ODw=="));
    }

    [Theory]
    [InlineData("AAEC")]
    [InlineData("not base64")]
    public void A_key_that_is_none_is_refused(string key)
    {
        Assert.Throws<ArgumentException>(() => BodyCipher.Encrypt("{}", key));
    }
}
