using System.Text.Json;
using System.Text.Unicode;
using Fusion.Models;

namespace Fusion.Http.Readers;

/// <summary>A JSON body as clients really send it, made fit for a strict parser.</summary>
internal static class JsonText
{
    /// <summary>Checks the encoding, drops a byte order mark and quotes the bare tokens NaN, Infinity and -Infinity, which Python writes for numbers.</summary>
    /// <exception cref="InvalidRequestException">The body is no UTF-8.</exception>
    public static ReadOnlyMemory<byte> Prepare(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) body = body[3..];
        if (!Utf8.IsValid(body.Span)) throw new InvalidRequestException("The request body is not valid UTF-8");
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

    // The parser appends the position once more.
    private static string Reason(string message) => message.Split(" LineNumber:")[0].TrimEnd();
}
