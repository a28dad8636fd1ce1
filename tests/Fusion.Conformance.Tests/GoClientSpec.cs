using System.Text.Json;
using Fusion.Conformance.Tests.Clients;
using Fusion.Conformance.Tests.Support;

namespace Fusion.Conformance.Tests;

/// <summary>An existing Go client works as it is.</summary>
[Collection(OneNode.Name)]
public sealed class GoClientSpec(ConformanceNode node)
{
    [Fact]
    public async Task Its_batches_of_numbers_whose_columns_differ_are_learned()
    {
        GoClient client = new(node.Url, await node.NewAccountAsync());
        Assert.Equal(201, (await client.SendAsync("POST", ["projects"], [("pid", "project1"), ("type", "cpu"), ("persist", "true")], "{}")).Status);

        string[] batches =
        [
            """{"attributeNames":["age","load"],"attributeTypes":["C","C"],"data":[[34,0.5],[51,1.5e0],[28,null]]}""",
            """{"attributeNames":["host","age","extra"],"attributeTypes":["X","C","C"],"data":[["a",40,7],["b",27,8]]}""",
            """{"attributeNames":["age"],"data":[[30]]}""",
        ];
        foreach (string batch in batches)
            Assert.Equal(200, (await LearnAsync(client, batch)).Status);

        JsonElement info = (await client.SendAsync("GET", ["projects", "project1", "info"], [])).Values.GetProperty("smlInfo");
        Assert.Equal(["age", "load", "extra"], info.GetProperty("attributeNames").EnumerateArray().Select(name => name.GetString()));
        JsonElement age = await UniAsync(client, "age");
        Assert.Equal((6, 35), (age.GetProperty("count").GetDouble(), age.GetProperty("mean").GetDouble()));
        Assert.Equal(2, (await UniAsync(client, "load")).GetProperty("count").GetDouble());
    }

    [Fact]
    public async Task An_answer_with_numbers_that_are_none_is_strict_JSON()
    {
        GoClient client = new(node.Url, await node.NewAccountAsync());
        await client.SendAsync("POST", ["projects"], [("pid", "project1")], "{}");
        await LearnAsync(client, """{"attributeNames":["age"],"attributeTypes":["C"],"data":[[34]]}""");

        JsonElement age = await UniAsync(client, "age"); // one row has no skewness

        JsonElement[] texts = [.. age.EnumerateObject().Select(entry => entry.Value).Where(value => value.ValueKind == JsonValueKind.String)];
        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.Contains(text.GetString(), (string[])["NaN", "Infinity", "-Infinity"]));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("größe")]
    [InlineData("50%")]
    [InlineData("a+b")]
    [InlineData("a&b=c")]
    public async Task It_signs_the_decoded_path_and_sends_the_escaped_one(string project)
    {
        GoClient client = new(node.Url, await node.NewAccountAsync());

        (int created, string text, _) = await client.SendAsync("POST", ["projects"], [("pid", project)], "{}");
        (int found, _, JsonElement values) = await client.SendAsync("GET", ["projects", project, "info"], []);
        (int deleted, _, _) = await client.SendAsync("DELETE", ["projects", project], []);

        Assert.Equal((201, $"Project Created with id:{project}"), (created, text));
        Assert.Equal((200, project), (found, values.GetProperty("smlInfo").GetProperty("pid").GetString()));
        Assert.Equal(200, deleted);
    }

    [Fact]
    public async Task An_equal_request_within_the_second_is_no_replay()
    {
        GoClient client = new(node.Url, await node.NewAccountAsync());
        await client.SendAsync("POST", ["projects"], [("pid", "project1")], "{}");

        for (int i = 0; i < 5; i++)
            Assert.Equal(200, (await LearnAsync(client, """{"attributeNames":["age"],"attributeTypes":["C"],"data":[[34]]}""")).Status);

        Assert.Equal(5, (await UniAsync(client, "age")).GetProperty("count").GetDouble());
    }

    [Fact]
    public async Task It_gets_the_documented_status_of_each_error()
    {
        GoClient client = new(node.Url, await node.NewAccountAsync());
        await client.SendAsync("POST", ["projects"], [("pid", "project1")], "{}");

        Assert.Equal(409, (await client.SendAsync("POST", ["projects"], [("pid", "project1")], "{}")).Status);
        Assert.Equal(400, (await client.SendAsync("GET", ["projects", "other", "info"], [])).Status);
        Assert.Equal(400, (await LearnAsync(client, """{"attributeNames":["age"],"attributeTypes":["C"],"data":[["old"]]}""")).Status);
        Assert.Equal(500, (await client.SendAsync("POST", ["projects", "project1", "predict", "m"], [], """{"attributeNames":["age"],"data":[[1]]}""")).Status);
        Assert.Equal(401, (await new GoClient(node.Url, new Account("nobody", "AAECAwQFBgcICQoLDA0ODw==")).SendAsync("GET", ["projects", "list"], [])).Status);
    }

    private static Task<(int Status, string Text, JsonElement Values)> LearnAsync(GoClient client, string frame) =>
        client.SendAsync("POST", ["projects", "project1", "learn"], [], frame);

    private static async Task<JsonElement> UniAsync(GoClient client, string attribute)
    {
        string body = $$"""{"values":[{"targets":[],"inputAttributeNames":["{{attribute}}"]}]}""";
        (int status, string text, JsonElement values) = await client.SendAsync("POST", ["projects", "project1", "explore"], [("metric", "uni")], body);
        Assert.True(status == 200, text);
        return values.GetProperty("KSVDMap").GetProperty("values")[0];
    }
}
