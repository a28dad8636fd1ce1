using Fusion.Node.Security;

namespace Fusion.Node.Tests.Security;

public sealed class SecretKeysSpec
{
    [Fact]
    public void A_new_key_is_16_bytes_and_like_no_other()
    {
        string key = SecretKeys.New();

        Assert.Equal(16, Convert.FromBase64String(key).Length);
        Assert.True(SecretKeys.IsValid(key));
        Assert.NotEqual(key, SecretKeys.New());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AAEC")]
    [InlineData("AAECAwQFBgcICQoLDA0ODxAR")]
    [InlineData("AAECAwQFBgcICQoLDA0OD?==")]
    public void Anything_but_Base64_of_16_bytes_is_no_key(string? text)
    {
        Assert.False(SecretKeys.IsValid(text));
    }

    [Theory]
    [InlineData("alice", "CID:BASE64KEY")]
    [InlineData(":AAECAwQFBgcICQoLDA0ODw==", "customer id")]
    [InlineData("a/b:AAECAwQFBgcICQoLDA0ODw==", "a/b")]
    [InlineData("alice:secret", "alice")]
    public void A_user_that_is_none_is_refused_without_showing_the_key(string text, string named)
    {
        Assert.False(UserSpec.TryParse(text, out _, out string? error));

        Assert.Contains(named, error, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error, StringComparison.Ordinal);
    }
}
