using System.Text.Json.Nodes;
using Fusion.Http.Tests.Support;

namespace Fusion.Http.Tests.OpenApi;

/// <summary>The interface as a host describes it.</summary>
internal sealed record Description(JsonObject Json)
{
    /// <summary>Every operation: verb in upper case, path, and what is said about it.</summary>
    public IEnumerable<(string Verb, string Path, JsonObject Operation)> Operations =>
        from path in Json["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (operation.Key.ToUpperInvariant(), path.Key, operation.Value!.AsObject());

    public static async Task<Description> OfAsync(ApiHost host)
    {
        using var http = new HttpClient();
        return new Description(JsonNode.Parse(await http.GetStringAsync(new Uri(host.Address + "/openapi/v1.json")))!.AsObject());
    }

    /// <summary>A schema itself, where there is a reference to it.</summary>
    public JsonNode Resolve(JsonNode schema) =>
        schema["$ref"] is { } reference ? Json["components"]!["schemas"]![reference.GetValue<string>().Split('/')[^1]]! : schema;

    /// <summary>A file embedded beside the tests, its lines.</summary>
    public static string[] Lines(string name)
    {
        using Stream stream = typeof(Description).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
