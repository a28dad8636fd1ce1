using System.Collections.Immutable;
using System.Text;
using Fusion.Http.Readers;
using Fusion.Models;

namespace Fusion.Http.Tests.Readers;

/// <summary>Creation parameters as clients really send them.</summary>
public sealed class FlatMapReaderSpec
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("""{"b":"x","a":1.50,"c":true,"d":null}""", "a=1.50;b=x;c=true")]
    [InlineData("""{"values":[{"a":"1"},{"b":"2"}]}""", "a=1;b=2")]
    [InlineData("""{"values":"plain","a":"1"}""", "a=1;values=plain")]
    [InlineData("""{"a":NaN}""", "a=NaN")]
    public void Flat_and_wrapped_maps_are_read(string body, string expected) =>
        Assert.Equal(expected, string.Join(';', Read(body).Select(entry => $"{entry.Key}={entry.Value}")));

    [Theory]
    [InlineData("[]", "The request body must be an object of texts")]
    [InlineData("""{"a":{}}""", "The request body: the value of a must be a string, a number, true or false")]
    [InlineData("""{"values":[1]}""", "The request body: values must hold objects only")]
    [InlineData("""{"a":"\ud800"}""", @"Malformed JSON at byte 7: the escape \ud800 is half of a surrogate pair")]
    [InlineData("""{"\ud800":"a"}""", @"Malformed JSON at byte 3: the escape \ud800 is half of a surrogate pair")]
    [InlineData("null", "The request body must be an object of texts")]
    [InlineData("{", "Malformed JSON at line 1, byte ")]
    public void A_broken_body_is_named(string body, string text) =>
        Assert.StartsWith(text, Assert.Throws<InvalidRequestException>(() => Read(body)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_map_that_is_too_long_is_refused() =>
        Assert.Equal(
            "The request body has 40001 characters; at most 32768 are allowed",
            Assert.Throws<InvalidRequestException>(() => Read($$"""{"a":"{{new string('x', 40_000)}}"}""")).Message);

    private static ImmutableSortedDictionary<string, string> Read(string body) => FlatMapReader.Read(Encoding.UTF8.GetBytes(body));
}
