using System.Text;
using System.Text.Json;

namespace Fusion.Client;

/// <summary>One call, before it is dated and signed: the same request may be sent several times.</summary>
/// <param name="Method">The verb.</param>
/// <param name="Path">Segments below <c>/symetry/rest/{cid}/</c>, percent-encoded.</param>
internal sealed record ApiRequest(HttpMethod Method, string Path)
{
    /// <summary>The text after the question mark; null for none.</summary>
    public string? Query { get; init; }

    /// <summary>The bytes of the body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The body where it is read from a stream each time that it is sent; then <see cref="Body"/> is empty.</summary>
    public StreamedBody? Stream { get; init; }

    /// <summary>Whether the body is signed by its SHA-256, whatever the client's settings say.</summary>
    public bool SignsDigest { get; init; }

    /// <summary>Header <c>Content-Encoding</c>; null for none.</summary>
    public string? ContentEncoding { get; init; }

    /// <summary>Header <c>sym-types</c>; null for none.</summary>
    public string? Types { get; init; }

    /// <summary>The body's media type.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Header <c>Idempotency-Key</c>: with one the request may be sent again after a failure.</summary>
    public string? IdempotencyKey { get; init; }

    public static ApiRequest Get(params ReadOnlySpan<string> segments) => new(HttpMethod.Get, Join(segments));

    public static ApiRequest Post(params ReadOnlySpan<string> segments) => new(HttpMethod.Post, Join(segments));

    public static ApiRequest Delete(params ReadOnlySpan<string> segments) => new(HttpMethod.Delete, Join(segments));

    public ApiRequest With(params ReadOnlySpan<(string Name, string Value)> query)
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in query)
            text.Append(text.Length == 0 ? "" : "&").Append(name).Append('=').Append(Uri.EscapeDataString(value));
        return this with { Query = text.ToString() };
    }

    public ApiRequest WithJson<T>(T entity) => this with { Body = JsonSerializer.SerializeToUtf8Bytes(entity, ApiJson.Options) };

    public ApiRequest WithText(string text) => this with { Body = Encoding.UTF8.GetBytes(text), ContentType = "text/plain" };

    private static string Join(ReadOnlySpan<string> segments)
    {
        var path = new StringBuilder();
        foreach (string segment in segments)
            path.Append(path.Length == 0 ? "" : "/").Append(Uri.EscapeDataString(segment));
        return path.ToString();
    }

    /// <summary>A body in a stream.</summary>
    /// <param name="Bytes">The stream; seekable.</param>
    /// <param name="Start">Where the body begins.</param>
    /// <param name="Sha256">Its SHA-256, lower-case hex.</param>
    internal sealed record StreamedBody(Stream Bytes, long Start, string Sha256);
}
