using System.Text;
using Fusion.Http.Encryption;
using Fusion.Http.Tests.Support;
using Fusion.Models;

namespace Fusion.Http.Tests.Encryption;

/// <summary>The published vectors and every accepted form of a ciphertext.</summary>
public sealed class BodyCipherSpec
{
    private const string Plain = """{"values":[{"host":"http://localhost:8081","cid":"c1","sk":"AAECAwQFBgcICQoLDA0ODw==","pid":"cell1"}]}""";

    private const string Secret =
        "UQ74hBMjZT3hHgKtF5roIDakp7QSjaJ74paq+EUWWxc9Up23vZbg1R+v6hHggATzXK8Jz6BM3wk4X27V+kurK/CaeAuZgknyu3xr3YsaYRMR2FhnodGe71zziSn6pV8/9CfFtG4kWkfKEyUJIYdM+Q==";

    [Theory]
    [InlineData(Plain, Secret)]
    [InlineData("{}", "sz8byK9Jj+z1Dx8iFj2iBg==")]
    public void The_published_vectors_hold_both_ways(string plain, string cipher)
    {
        Assert.Equal(cipher, BodyCipher.TryEncrypt(TestKeys.Secret, Encoding.UTF8.GetBytes(plain)));
        Assert.Equal(plain, Decrypt(cipher));
    }

    [Theory]
    [InlineData("sz8byK9Jj+z1Dx8iFj2iBg==")]
    [InlineData("\r\n  sz8byK9Jj+z1Dx8iFj2iBg==\n")]
    [InlineData("sz8byK9Jj+z1\nDx8iFj2iBg==")]
    [InlineData("\"sz8byK9Jj+z1Dx8iFj2iBg==\"")]
    [InlineData("  \"sz8byK9Jj+z1Dx8iFj2iBg\\u003d\\u003d\" ")]
    public void Bare_and_quoted_texts_are_accepted(string body) => Assert.Equal("{}", Decrypt(body));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("\"sz8byK9Jj")]
    [InlineData("sz8byK9Jj+z1Dx8iFj2iBg=")]
    [InlineData("sz8byK9Jj+z1Dx8iFj2i")]
    [InlineData("AAECAwQFBgcICQoLDA0ODw==")]
    [InlineData("\"a\" \"b\"")]
    public void Anything_else_is_refused_with_one_text(string body) =>
        Assert.Equal("Cannot decrypt request body", Assert.Throws<InvalidRequestException>(() => Decrypt(body)).Message);

    [Fact]
    public void A_key_of_another_length_neither_encrypts_nor_decrypts()
    {
        Assert.Null(BodyCipher.TryEncrypt("not base64!", "{}"u8));
        Assert.Throws<InvalidRequestException>(() => BodyCipher.Decrypt("not base64!", "sz8byK9Jj+z1Dx8iFj2iBg=="u8));
    }

    private static string Decrypt(string body) => Encoding.UTF8.GetString(BodyCipher.Decrypt(TestKeys.Secret, Encoding.UTF8.GetBytes(body)));
}
