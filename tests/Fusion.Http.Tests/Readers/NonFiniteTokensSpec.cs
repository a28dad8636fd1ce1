using System.Text;
using Fusion.Http.Readers;

namespace Fusion.Http.Tests.Readers;

/// <summary>Bare NaN and Infinity become strings; strings stay.</summary>
public sealed class NonFiniteTokensSpec
{
    [Theory]
    [InlineData("[NaN]", "[\"NaN\"]")]
    [InlineData("[NaN,1,-Infinity, Infinity]", "[\"NaN\",1,\"-Infinity\", \"Infinity\"]")]
    [InlineData("{\"NaN\":NaN}", "{\"NaN\":\"NaN\"}")]
    [InlineData("[\"a\\\"NaN\",NaN]", "[\"a\\\"NaN\",\"NaN\"]")]
    [InlineData("[\"\\\\\",NaN]", "[\"\\\\\",\"NaN\"]")]
    [InlineData("[\"-Infinity\",-1,-Infinity]", "[\"-Infinity\",-1,\"-Infinity\"]")]
    [InlineData("[\"NaN", "[\"NaN")]
    [InlineData("NaN", "\"NaN\"")]
    [InlineData("[1,2]", "[1,2]")]
    [InlineData("", "")]
    public void Only_bare_tokens_are_quoted(string json, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(NonFiniteTokens.Quote(Encoding.UTF8.GetBytes(json)).Span));

    [Fact]
    public void A_body_without_them_is_not_copied()
    {
        ReadOnlyMemory<byte> body = "[1,2,3]"u8.ToArray();

        Assert.True(body.Equals(NonFiniteTokens.Quote(body)));
    }
}
