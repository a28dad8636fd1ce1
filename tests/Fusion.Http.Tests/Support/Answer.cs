using System.Text.Json.Nodes;

namespace Fusion.Http.Tests.Support;

/// <summary>A response, with its body as text and as JSON.</summary>
internal sealed record Answer(int Status, string Body, string? ContentType, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Body)!.AsObject();

    public string Code => Json["statusCode"]!.GetValue<string>();

    public string Text => Json["statusString"]!.GetValue<string>();

    public JsonObject Values => Json["values"]!.AsObject();

    public static async Task<Answer> ReadAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Content.Headers.ContentType?.ToString(),
        response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value)));
}
