using System.Text.Json.Nodes;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.Samples;

/// <summary>Each documented request gets its documented response.</summary>
public sealed class DocumentedSamplesSpec : IClassFixture<ApiFixture>
{
    private readonly ApiHost _host;

    public DocumentedSamplesSpec(ApiFixture fixture) => _host = fixture.Fresh();

    public static TheoryData<string> Ids => [.. Sample.Ids];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_documented_request_gets_its_documented_response(string id)
    {
        var sample = Sample.Of(id);
        _host.Script.Answers(sample);

        Answer answer = await _host.SendAsync(sample.ToMessage());

        Assert.Equal((sample.Status, sample.Location), (answer.Status, sample.Location is null ? null : answer.Headers["Location"]));
        AssertHolds(sample.Response, answer.Json, "");
        if (sample.IsExact) Assert.True(JsonNode.DeepEquals(sample.Response, answer.Json), answer.Body);
    }

    // Every documented key is there with its documented value; texts in angle brackets only say what stands in their place.
    private static void AssertHolds(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected)
        {
            case JsonObject map:
                foreach ((string key, JsonNode? value) in map)
                    AssertHolds(value, actual![key], $"{path}/{key}");
                break;
            case JsonValue value when value.TryGetValue(out string? text) && text.StartsWith('<'):
                Assert.NotEmpty(Cipher.Decrypt(actual!.GetValue<string>()));
                break;
            case JsonValue value when value.TryGetValue(out double number):
                Assert.Equal((path, number), (path, actual!.GetValue<double>()));
                break;
            default:
                Assert.True(JsonNode.DeepEquals(expected, actual) || AllHold(expected, actual, path), $"{path}: {actual?.ToJsonString()}");
                break;
        }
    }

    private static bool AllHold(JsonNode? expected, JsonNode? actual, string path)
    {
        if (expected is not JsonArray items || actual is not JsonArray found || items.Count != found.Count) return false;
        for (int i = 0; i < items.Count; i++)
            AssertHolds(items[i], found[i], $"{path}[{i}]");
        return true;
    }
}
