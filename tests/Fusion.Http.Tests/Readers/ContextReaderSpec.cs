using System.Collections.Immutable;
using System.Text;
using Fusion.Http.Readers;
using Fusion.Models;

namespace Fusion.Http.Tests.Readers;

/// <summary>Contexts as clients really send them.</summary>
public sealed class ContextReaderSpec
{
    [Fact]
    public void Numbers_may_stand_for_texts()
    {
        MlContext context = One("""{"targets":[12],"inputAttributes":[0,"1"],"extraParameters":{"a":true,"b":1e-14,"c":"x","d":null}}""");

        Assert.Equal(["12"], context.Targets.ToArray());
        Assert.Equal(["0", "1"], context.InputAttributes.ToArray());
        Assert.Equal([("a", "true"), ("b", "1e-14"), ("c", "x")], context.ExtraParameters.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
    }

    [Fact]
    public void Names_are_read_and_unknown_keys_skipped()
    {
        MlContext context = One("""{"inputAttributeNames":["x"],"targetAttributeNames":["y"],"other":[{}]}""");

        Assert.Equal(["x"], context.InputAttributeNames.ToArray());
        Assert.Equal(["y"], context.TargetAttributeNames.ToArray());
    }

    [Fact]
    public void The_older_name_of_inputs_counts_when_the_newer_is_empty()
    {
        Assert.Equal(["3"], One("""{"attributes":["3"]}""").InputAttributes.ToArray());
        Assert.Equal(["4"], One("""{"attributes":["3"],"inputAttributes":["4"]}""").InputAttributes.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"targets":null,"extraParameters":null}""")]
    public void Omitted_lists_are_empty(string body) => Assert.Equal(MlContext.Empty with { ExtraParameters = One(body).ExtraParameters }, One(body));

    [Fact]
    public void Many_contexts_keep_their_order()
    {
        ImmutableArray<MlContext> contexts = Many("""{"values":[{"inputAttributes":["1"]},{"inputAttributes":["0"]}]}""");

        Assert.Equal(["1", "0"], contexts.Select(context => context.InputAttributes.Single()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"values":[]}""")]
    [InlineData("""{"values":null}""")]
    public void No_contexts_are_none(string body) => Assert.Empty(Many(body));

    [Theory]
    [InlineData("[]", "The request body must be an object with the key values")]
    [InlineData("""{"values":{}}""", "values must be an array of contexts")]
    [InlineData("""{"values":[{},1]}""", "values[1] must be an object")]
    [InlineData("""{"values":[{"targets":"1"}]}""", "targets must be an array of attribute indexes or names")]
    [InlineData("""{"values":[{"targets":["1",[]]}]}""", "targets[1] is no index or name")]
    [InlineData("""{"values":[{"extraParameters":[]}]}""", "extraParameters must be an object of texts")]
    [InlineData("""{"values":[{"extraParameters":{"a":{}}}]}""", "extraParameters: the value of a must be a string, a number, true or false")]
    [InlineData("""{"values":[{"targets":["\ud800"]}]}""", @"Malformed JSON at byte 25: the escape \ud800 is half of a surrogate pair")]
    [InlineData("""{"values":[{"extraParameters":{"\ud800":1}}]}""", @"Malformed JSON at byte 33: the escape \ud800 is half of a surrogate pair")]
    [InlineData("""{"values":[""", "Malformed JSON at line 1, byte ")]
    public void A_broken_body_is_named(string body, string text) =>
        Assert.StartsWith(text, Assert.Throws<InvalidRequestException>(() => Many(body)).Message, StringComparison.Ordinal);

    private static MlContext One(string body) => ContextReader.ReadOne(Encoding.UTF8.GetBytes(body));

    private static ImmutableArray<MlContext> Many(string body) => ContextReader.ReadMany(Encoding.UTF8.GetBytes(body));
}
