using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Fusion.Models;

namespace Fusion.Http.Readers;

/// <summary>A JSON body as clients really send it, made fit for a strict parser.</summary>
internal static class JsonText
{
    /// <summary>
    /// Checks the encoding, escapes included: what passes and parses can be read as text. Drops a byte order mark and quotes the bare tokens NaN, Infinity
    /// and -Infinity, which Python writes for numbers.
    /// </summary>
    /// <exception cref="InvalidRequestException">The body is no UTF-8, or an escape is half of a surrogate pair.</exception>
    public static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];
        if (!Utf8.IsValid(body.Span)) throw new InvalidRequestException("The request body is not valid UTF-8");
        int half = SurrogateEscapes.IndexOfHalf(body.Span);
        if (half >= 0) throw HalfPair(half, body.Span.Slice(half, SurrogateEscapes.Length));
        return NonFiniteTokens.Quote(body);
    }

    /// <summary>Parses a small body.</summary>
    /// <exception cref="InvalidRequestException">The body is no JSON; the message says where.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(Prepare(body));
        }
        catch (JsonException cause)
        {
            throw Malformed(cause);
        }
    }

    /// <summary>The error of a body that is no JSON; people count lines and bytes from 1.</summary>
    public static InvalidRequestException Malformed(JsonException cause) =>
        new($"Malformed JSON at line {cause.LineNumber + 1}, byte {cause.BytePositionInLine + 1}: {Reason(cause.Message)}", cause);

    /// <summary>A scalar as text: numbers as they were written, true and false in lower case; null for anything else.</summary>
    public static string? Scalar(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };

    /// <summary>The same of a token that is being read.</summary>
    public static string? Scalar(in Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => null,
    };

    private static InvalidRequestException HalfPair(int position, ReadOnlySpan<byte> escape) =>
        new($"Malformed JSON at byte {position + 1}: the escape {Encoding.ASCII.GetString(escape)} is half of a surrogate pair");

    // The parser appends the position once more.
    private static string Reason(string message) => message.Split(" LineNumber:")[0].TrimEnd();
}
