using System.Text.Json;
using System.Text.Json.Nodes;
using Fusion.Http.Tests.Support;
using Microsoft.Net.Http.Headers;

namespace Fusion.Http.Tests.Samples;

/// <summary>One documented request and its documented response.</summary>
internal sealed class Sample(JsonObject json)
{
    private const string AnyCells = """{"values":[{"host":"http://localhost:8081","cid":"c1","sk":"AAECAwQFBgcICQoLDA0ODw==","pid":"cell1"}]}""";

    private static readonly Dictionary<string, Sample> All = Load();

    public static IEnumerable<string> Ids => All.Keys;

    public string Id => json["id"]!.GetValue<string>();

    public int Status => json["status"]!.GetValue<int>();

    public JsonObject Response => json["response"]!.AsObject();

    public JsonObject Values => Response["values"]!.AsObject();

    public bool IsExact => json["compare"]!.GetValue<string>() == "exact";

    /// <summary>The documented <c>Location</c>, or null.</summary>
    public string? Location => json["response_headers"]?[HeaderNames.Location]?.GetValue<string>();

    public bool IsOnFusion => json["path"]!.GetValue<string>().Contains("/fusion/", StringComparison.Ordinal);

    public static Sample Of(string id) => All[id];

    /// <summary>The request, signed; an encrypted body, which the documents only name, is made.</summary>
    public SignedMessage ToMessage()
    {
        string target = json["path"]!.GetValue<string>() + (json["query"] is { } query ? "?" + query.GetValue<string>() : "");
        string body = json["body"] switch
        {
            null => "",
            JsonValue value when value.GetValueKind() == JsonValueKind.String => Cipher.Encrypt(AnyCells),
            var node => node.ToJsonString(),
        };
        return new SignedMessage(json["method"]!.GetValue<string>(), target, body) { Headers = new Dictionary<string, string> { ["Host"] = "charm:8080" } };
    }

    private static Dictionary<string, Sample> Load()
    {
        using Stream stream = typeof(Sample).Assembly.GetManifestResourceStream("documented.json")!;
        return JsonNode.Parse(stream)!.AsArray().Select(sample => new Sample(sample!.AsObject())).ToDictionary(sample => sample.Id);
    }
}
